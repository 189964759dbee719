package io.dynawrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tests behind each rule of docs/semantics.md, from {@code rules.txt}. A rule is named by its first sentence, by the first
 * cell of its row, or by its section.
 *
 * @param sections the tests by rule, by section
 */
record TestedRules(Map<String, Map<String, List<String>>> sections) {

    static TestedRules parse(String text) {
        Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
        Map<String, List<String>> section = Map.of();
        List<String> tests = List.of();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# ")) {
                section = sections.computeIfAbsent(line.substring(2), name -> new LinkedHashMap<>());
            } else if (line.startsWith("    ")) {
                tests.add(line.strip());
            } else if (!line.isBlank() && !line.startsWith("//")) {
                tests = section.computeIfAbsent(line, rule -> new ArrayList<>());
            }
        }
        return new TestedRules(sections);
    }

    List<String> tests() {
        return sections.values().stream()
                .flatMap(rules -> rules.values().stream())
                .flatMap(List::stream)
                .toList();
    }

    /** The page that shows them, with a link to the source of each test. */
    String page(Map<String, Path> sources) {
        StringBuilder page = new StringBuilder("""
                # The tests behind each rule

                [Semantics](semantics.md) has the whole rules. A class named `...Contract` runs on both databases, as a nested class of
                `DynamoDbContractTest` (DynamoDB Local 3.3.1 over HTTP) and of `PostgresContractTest` (an embedded PostgreSQL 18).
                `DifferentialTest` tests all rules together: it runs random programs on both databases and on a second implementation of
                the rules in memory. Every answer, order and error must be the same.

                `DocumentedTestsTest` writes this page from its file `rules.txt`, and fails if a rule or a test is missing.
                """);
        sections.forEach((section, rules) -> {
            page.append("\n## ").append(section).append("\n\n| rule | tests |\n|---|---|\n");
            rules.forEach((rule, tests) -> page.append("| ")
                    .append(rule.equals(section) ? "the section" : rule)
                    .append(" | ")
                    .append(tests.stream().map(test -> link(test, sources)).collect(Collectors.joining(", ")))
                    .append(" |\n"));
        });
        return page.toString();
    }

    private static String link(String test, Map<String, Path> sources) {
        String file = sources.get(typeOf(test)).toString().replace('\\', '/');
        return "[`" + test + "`](" + file + ")";
    }

    private static String typeOf(String test) {
        return test.split("\\.")[0];
    }
}
