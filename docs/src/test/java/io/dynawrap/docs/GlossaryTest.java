package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Main code and pages use one word for one thing, in plain language: the words below are not among them. */
class GlossaryTest {

    /**
     * A word that must not be written, and what to write instead. A space stands for any white space, a line break and the
     * start of the next line of a comment included.
     */
    private record Rule(Pattern old, String instead) {

        static Rule of(String old, String instead) {
            String gap = "\\s+(?:(?:\\*|//)\\s+)?";
            return new Rule(Pattern.compile("(?<![\\w`])(?:" + old.replace(" ", gap) + ")(?![\\w`(])"), instead);
        }
    }

    private static final List<Rule> EVERYWHERE = List.of(
            Rule.of("in passing|isPassing|passing (?:errors?|failures?|faults?|problems?)", "transient"),
            Rule.of("(?:pass|passes|passed|passing) over", "skip"),
            Rule.of("begun|began", "started"),
            Rule.of("(?:am|are|be|been|being|gets?|is|not|was|were) told|tells?", "notify, report"),
            Rule.of("somebody|nobody", "name who: the caller, a listener, no listener"),
            Rule.of("(?:are|is|was|were) none", "absent, does not exist, no ..."),
            Rule.of(
                    "(?:and|but|finds?|gives?|had|has|have|holds?|if|needs?|or|then|when|with) none(?!\\.)",
                    "repeat the noun: no ..."),
            Rule.of("none (?:are|at all|is|of|that|was|were)", "no ..."),
            Rule.of("(?:may|might) not be (?:stored|written)|may not", "might not have been, must not"),
            Rule.of("(?:tried|tries|try|trying) again", "retry"),
            Rule.of("made (?:by|from|of)", "created from"),
            Rule.of("Makes an?", "Creates"),
            Rule.of("of (?:her|his|its|our|their|your) own", "its own"),
            Rule.of("gave up|give up|given up|gives up", "abandon"),
            Rule.of("go on|goes on|going on|gone on|went on", "continue"),
            Rule.of("(?:as|be|is|like|without) one(?=[,.;:)])", "repeat the noun"),
            Rule.of("the ones? (?:that|which|whose)", "repeat the noun"),
            Rule.of("KeyValues.ofMap", "KeyValues.byFieldName"));

    /** Words that pages may use, and names of code. "Begins with" is the name of a condition on a key. */
    private static final List<Rule> IN_CODE = List.of(
            Rule.of("begins?(?! with)", "start"),
            Rule.of("ended", "completed"),
            Rule.of("\\w+ (?:its|their) place|place", "path of a position in an item, position in a pattern"),
            Rule.of("fewest|patience|theOne|wanted", "minimum, timeout, single, remaining"),
            Rule.of("(?:class|enum|interface|record) (?:Finding|Look)", "Availability, Probe"));

    /** Not delivered: the benchmarks. */
    private static final List<Path> NOT_COVERED = List.of(Path.of("benchmarks"));

    @Test
    void codeAndPagesUseTheWordsOfTheGlossary() {
        List<String> found = new ArrayList<>();
        pages().forEach(page -> found.addAll(findings(page, Pages.read(page), EVERYWHERE)));
        sources().forEach(source -> {
            String text = Pages.read(source);
            found.addAll(findings(source, text, EVERYWHERE));
            found.addAll(findings(source, text, IN_CODE));
        });

        assertThat(found).as("words that the glossary replaces").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it fails in passing | 1 | in passing | transient",
                "' * {@code null} if there\n     * is none' | 2 | is none | absent, does not exist, no ...",
                "'first\nitems are passed\nover' | 2 | passed over | skip",
                "'first\n\nmay not be written' | 3 | may not be written | might not have been, must not",
                "/** Makes a backend. */ | 1 | Makes a | Creates",
                "throw new Exception(\"told by nobody\") | 1 | nobody | name who: the caller, a listener, no listener",
            })
    void anOldWordIsFoundOnItsLine(String text, int line, String word, String instead) {
        assertThat(findings(Path.of("Example.java"), text, EVERYWHERE))
                .containsExactly("Example.java:%d: \"%s\", write: %s".formatted(line, word, instead));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KeyValues.none() and Optional.none",
                "the value \"none\", or `none`, as the outcome",
                "its model is `none` or \"none\"",
                "the page is made available again",
                "it makes a difference",
                "int none = 1; // none",
                "the items of one partition, one after the other",
            })
    void otherUsesOfTheWordsAreNotFound(String text) {
        assertThat(findings(Path.of("Example.java"), text, EVERYWHERE)).isEmpty();
        assertThat(findings(Path.of("Example.java"), text, IN_CODE)).isEmpty();
    }

    private static Stream<Path> pages() {
        return Pages.all().stream().filter(GlossaryTest::isCovered);
    }

    private static Stream<Path> sources() {
        return Pages.folders(Pages.ROOT)
                .map(module -> module.resolve("src/main/java"))
                .filter(folder -> folder.toFile().isDirectory())
                .flatMap(folder -> Pages.files(folder, Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".java"))
                .map(Pages.ROOT::relativize)
                .filter(GlossaryTest::isCovered)
                .sorted();
    }

    private static boolean isCovered(Path file) {
        return NOT_COVERED.stream().noneMatch(file::startsWith);
    }

    private static List<String> findings(Path file, String text, List<Rule> rules) {
        Map<Integer, String> byPosition = new TreeMap<>();
        for (Rule rule : rules) {
            Matcher matcher = rule.old().matcher(text);
            while (matcher.find()) {
                long line = 1
                        + text.substring(0, matcher.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                String word = matcher.group().replaceAll("\\s+(?:(?:\\*|//)\\s+)?", " ");
                byPosition.put(matcher.start(), "%s:%d: \"%s\", write: %s".formatted(file, line, word, rule.instead()));
            }
        }
        return List.copyOf(byPosition.values());
    }
}
