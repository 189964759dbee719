package io.dynawrap.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that the project shows its readers: those in its root, and the guides. */
final class Pages {

    static final Path ROOT = root();

    private static final Pattern FENCE = Pattern.compile("\\s*```(?<language>[^\\s`]*)[^`]*");

    private Pages() {}

    static List<Path> all() {
        return Stream.of(ROOT, ROOT.resolve("docs"))
                .flatMap(folder -> files(folder, 1))
                .filter(file -> file.toString().endsWith(".md"))
                .map(ROOT::relativize)
                .sorted()
                .toList();
    }

    static List<Block> blocks(String... languages) {
        List<String> wanted = List.of(languages);
        return all().stream()
                .flatMap(page -> blocks(page).stream())
                .filter(block -> wanted.contains(block.language()))
                .toList();
    }

    static List<Block> blocks(Path page) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        String language = null;
        int start = 0;
        List<String> lines = read(page).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                text.append(lines.get(i)).append('\n');
            } else if (language == null) {
                language = fence.group("language");
                start = i + 1;
                text.setLength(0);
            } else {
                blocks.add(new Block(page, start, language, text.toString()));
                language = null;
            }
        }
        if (language != null) {
            throw new IllegalStateException("The block at " + page + ":" + start + " has no end");
        }
        return blocks;
    }

    /** The text of a page without its blocks, where a line that begins with # is a heading. */
    static String prose(Path page) {
        return Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*?$")
                .matcher(read(page))
                .replaceAll("");
    }

    static Stream<Path> files(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> folders(Path parent) {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
