package io.dynawrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a merge leaves behind where two changes met is not shown to readers. */
class PagesTest {

    static List<Path> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noPageHoldsConflictMarkers(Path page) {
        assertThat(Pages.read(page).lines())
                .as("lines of %s", page)
                .noneMatch(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "));
    }
}
