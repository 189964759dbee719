package io.dynawrap.docs;

import java.nio.file.Path;
import java.util.List;

/** The guides as their tests read them: what a page shows is what is run. */
public final class Guides {

    /** The folder of the project. */
    public static final Path ROOT = Pages.ROOT;

    private Guides() {}

    /** The texts of a guide's blocks in a language, in their order. */
    public static List<String> blocks(String guide, String language) {
        return Pages.blocks(Path.of("docs", guide)).stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }
}
