package io.dynawrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name tests that exist, and every rule of the semantics has one, in {@code rules.txt}. */
class DocumentedTestsTest {

    private static final Path PROJECT = Path.of("..");
    private static final Path RULES = Path.of("src/test/resources/rules.txt");
    private static final Set<String> WITH_LISTED_RULES = Set.of(
            "Keys",
            "Reading",
            "Writing",
            "Conditional writes",
            "Updates",
            "Conditions",
            "Transactions of a store",
            "Models and tables",
            "Traps of the databases");

    /** Where DynamoDB documents no order, no order can be asserted. */
    private static final Set<String> WITHOUT_TEST = Set.of("order of map entries and fields");

    /** {@code `SomeTest`} and {@code `SomeTest.someMethod`}. */
    private static final Pattern REFERENCE =
            Pattern.compile("`([A-Z][A-Za-z]*(?:Test|Contract|IT))(?:\\.([a-zA-Z0-9]+))?`");

    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Path> paths = new HashMap<>();
    private final TestedRules rules = TestedRules.parse(read(RULES));

    DocumentedTestsTest() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("src/test/java"))
                    .forEach(file -> {
                        String type = file.getFileName().toString().replace(".java", "");
                        sources.put(type, read(file));
                        paths.put(type, file);
                    });
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
    }

    @Test
    void everyTestOfARuleIsThere() {
        List<String> tests = rules.tests();
        assertThat(tests).hasSizeGreaterThan(300).allSatisfy(test -> {
            Matcher reference = REFERENCE.matcher("`" + test + "`");
            assertThat(reference.matches()).as(test).isTrue();
            assertThat(isThere(reference.group(1), reference.group(2)))
                    .as("there is no test %s", test)
                    .isTrue();
        });
    }

    @Test
    void everyRuleHasATest() {
        Map<String, List<String>> stated = statedRules();
        List<String> untested = stated.entrySet().stream()
                .flatMap(section -> section.getValue().stream()
                        .filter(rule -> names(section.getKey()).noneMatch(name -> isNameOf(name, rule))))
                .filter(rule -> !rule.contains(" Cannot arise: ") && !WITHOUT_TEST.contains(rule))
                .toList();
        assertThat(untested)
                .as("rules of docs/semantics.md: name their tests in %s", RULES)
                .isEmpty();
        assertThat(stated.values().stream().mapToInt(List::size).sum()).isGreaterThan(100);
    }

    @Test
    void everyNameOfARuleIsThatOfOneRule() {
        Map<String, List<String>> stated = statedRules();
        stated.keySet()
                .forEach(section -> names(section)
                        .filter(name -> !name.equals(section))
                        .forEach(name -> assertThat(stated.get(section).stream().filter(rule -> isNameOf(name, rule)))
                                .as("rules that start with: %s", name)
                                .hasSize(1)));
        assertThat(stated.keySet()).containsAll(rules.sections().keySet());
    }

    @Test
    void thePageOfTheTestsIsUpToDate() throws IOException {
        Path page = PROJECT.resolve("docs/tested-rules.md");
        String expected = rules.page(paths);
        if (Boolean.getBoolean("dynawrap.docs.write")) {
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as("run this test with -Ddynawrap.docs.write=true")
                .content()
                .isEqualTo(expected);
    }

    private Stream<String> names(String section) {
        return rules.sections().getOrDefault(section, Map.of()).keySet().stream();
    }

    private static boolean isNameOf(String name, String rule) {
        return rule.equals(name) || rule.startsWith(name + " ");
    }

    /** The items of the lists of rules, and the first cells of the table of differences, by section. */
    private static Map<String, List<String>> statedRules() {
        Map<String, List<String>> stated = new LinkedHashMap<>();
        String section = "";
        List<String> rules = new ArrayList<>();
        for (String line : read(PROJECT.resolve("docs/semantics.md")).lines().toList()) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
                rules = stated.computeIfAbsent(section, name -> new ArrayList<>());
            } else if (WITH_LISTED_RULES.contains(section) && line.startsWith("- ")) {
                rules.add(line.substring(2));
            } else if (WITH_LISTED_RULES.contains(section) && line.startsWith("  ")) {
                rules.add(rules.remove(rules.size() - 1) + " " + line.strip());
            } else if (section.equals("Where the backends differ") && line.matches("\\| \\w.*")) {
                rules.add(line.split(" \\| ")[0].substring(2));
            }
        }
        return stated;
    }
}
