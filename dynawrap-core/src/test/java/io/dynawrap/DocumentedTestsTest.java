package io.dynawrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name tests that there are, and no rule stands in them without one. */
class DocumentedTestsTest {

    private static final Path PROJECT = Path.of("..");

    /** {@code `SomeTest`} and {@code `SomeTest.someMethod`}. */
    private static final Pattern REFERENCE =
            Pattern.compile("`([A-Z][A-Za-z]*(?:Test|Contract|IT))(?:\\.([a-zA-Z0-9]+))?`");

    private final Map<String, String> sources = new HashMap<>();

    DocumentedTestsTest() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("src/test/java"))
                    .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), read(file)));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isThere(String type, String method) {
        String source = sources.get(type);
        return source != null && (method == null || source.contains(" void " + method + "(") && isTest(source, method));
    }

    /** Whether the annotation of a test stands between the method and the one before it. */
    private static boolean isTest(String source, String method) {
        int end = source.indexOf(" void " + method + "(");
        int begin = Math.max(source.lastIndexOf("\n    }\n", end), source.lastIndexOf(";\n\n", end));
        String head = source.substring(Math.max(begin, 0), end);
        return head.contains("@Test") || head.contains("@ParameterizedTest") || head.contains("@RepeatedTest");
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(PROJECT.resolve("README.md"), PROJECT.resolve("CONTRIBUTING.md")),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream());
        }
    }

    @Test
    void everyTestThatADocumentNamesIsThere() throws IOException {
        List<String> missing = documents()
                .flatMap(file -> REFERENCE.matcher(read(file)).results())
                .filter(reference -> !isThere(reference.group(1), reference.group(2)))
                .map(reference -> reference.group())
                .distinct()
                .toList();
        assertThat(missing).isEmpty();
        assertThat(REFERENCE
                        .matcher(read(PROJECT.resolve("docs/semantics.md")))
                        .results()
                        .count())
                .isGreaterThan(200);
    }

    @Test
    void everyRuleHasATest() {
        List<String> lines = read(PROJECT.resolve("docs/semantics.md")).lines().toList();
        int rules = 0;
        boolean inRules = false;
        for (String line : lines) {
            inRules = line.startsWith("|") && (inRules || line.endsWith("| shown by |"));
            if (inRules && !line.endsWith("| shown by |") && !line.startsWith("|---")) {
                rules++;
                String tests = line.substring(0, line.length() - 2);
                Matcher reference = REFERENCE.matcher(tests.substring(tests.lastIndexOf(" | ")));
                assertThat(reference.find() || tests.contains("| cannot arise: "))
                        .as("a test or a reason in: %s", line)
                        .isTrue();
            }
        }
        assertThat(rules).isGreaterThan(80);
    }
}
