package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link to a file of the project finds it, and one to a place in a page a heading, with GitHub's names for headings. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?<target>[^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");

    static List<Path> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkToAFileOrHeadingResolves(Path page) {
        assertThat(targets(page).filter(target -> !resolves(page, target)))
                .as("links of %s that lead nowhere", page)
                .isEmpty();
    }

    @Test
    void everyGuideIsInTheIndex() {
        String index = Pages.read(Path.of("docs", "README.md"));
        assertThat(Pages.all())
                .filteredOn(page -> page.startsWith("docs"))
                .extracting(page -> page.getFileName().toString())
                .allSatisfy(page -> assertThat(index).contains(page));
    }

    private static Stream<String> targets(Path page) {
        return LINK.matcher(Pages.prose(page))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"));
    }

    private static boolean resolves(Path page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(Pages.ROOT.resolve(linked))) {
            return false;
        }
        return hash < 0 || anchors(linked).contains(target.substring(hash + 1));
    }

    /** Lower case, without punctuation, blanks as hyphens; a name that is taken gets a number. */
    private static List<String> anchors(Path page) {
        Map<String, Integer> taken = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        HEADING.matcher(Pages.prose(page))
                .results()
                .map(heading -> heading.group(1))
                .forEach(heading -> {
                    String name = heading.toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                            .replace(' ', '-');
                    int before = taken.merge(name, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? name : name + "-" + before);
                });
        return anchors;
    }
}
