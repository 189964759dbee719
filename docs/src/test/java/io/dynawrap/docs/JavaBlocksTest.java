package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A block of Java stands in a source file of the project too, so that the compiler and the tests run it. Only white
 * space and comments may differ.
 */
class JavaBlocksTest {

    private static final Pattern LITERAL_OR_COMMENT = Pattern.compile(
            "(?s)(\"\"\".*?\"\"\"|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"|'(?:\\\\.|[^'\\\\\n])')|//[^\n]*|/\\*.*?\\*/");

    private static List<String> sources;

    @BeforeAll
    static void readSources() {
        sources = Pages.folders(Pages.ROOT)
                .map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(source -> Pages.files(source, Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".java"))
                .map(Pages::read)
                .map(JavaBlocksTest::normal)
                .toList();
    }

    static List<Block> blocks() {
        return Pages.blocks("java");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theBlockIsInASourceFile(Block block) {
        String text = normal(block.text());
        assertThat(sources.stream().anyMatch(source -> source.contains(text)))
                .as("%s: put this block into a test, as docs/src/test/java/io/dynawrap/docs has them", block)
                .isTrue();
    }

    /** Without comments, and without white space, which the formatter of the sources moves. */
    private static String normal(String java) {
        return LITERAL_OR_COMMENT.matcher(java).replaceAll("$1").replaceAll("\\s", "");
    }
}
