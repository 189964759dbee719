package io.dynawrap.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What editors and the page {@code docs/properties.md} say of each property. */
class PropertiesPageTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "..", "docs", "properties.md")
            .normalize();
    private static final String BEGIN =
            "<!-- From here on the page is created from the metadata; CONTRIBUTING.md says how. -->\n";
    private static final String REGENERATE = "mvn -pl dynawrap-spring-boot-test -am test -Dtest=PropertiesPageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddynawrap.docs.write=true";

    @Test
    void everyPropertyHasATypeAndADescriptionAndABooleanADefaultOrWhatHoldsWithoutIt() throws IOException {
        assertThat(PropertiesPage.properties())
                .containsKeys("dynawrap.backend", "dynawrap.embedded.postgres.data-directory");
        assertThat(PropertiesPage.properties()).allSatisfy((name, property) -> {
            assertThat(property.path("type").asText()).isNotEmpty();
            assertThat(property.path("description").asText()).isNotEmpty().endsWith(".");
            if (property.path("type").asText().equals("java.lang.Boolean")) {
                assertThat(property.path("defaultValue").isBoolean()
                                || property.get("description").asText().contains("When not set"))
                        .isTrue();
            }
        });
    }

    @Test
    void thePageHasThePropertiesOfTheMetadata() throws IOException {
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String expected = head + "\n" + PropertiesPage.table();
        if (Boolean.getBoolean("dynawrap.docs.write")) {
            Files.writeString(PAGE, expected);
            return;
        }
        assertThat(page)
                .as("docs/properties.md differs from the metadata. Make it anew and look at the difference: "
                        + REGENERATE)
                .isEqualTo(expected);
    }
}
