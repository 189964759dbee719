package io.dynawrap.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The files of the page, which any browser may read and which need no database. */
@WebMvcTest(PageController.class)
class StoryPageTest {

    @Autowired
    MockMvcTester mvc;

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=UTF-8",
        "/page/stories.css, text/css;charset=UTF-8",
        "/page/stories.js, text/javascript;charset=UTF-8"
    })
    void eachFileSaysWhatItIsAndWhatItMayLoad(String path, String type) {
        assertThat(mvc.get().uri(path))
                .hasStatusOk()
                .hasHeader("Content-Type", type)
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void thePageNamesNothingOfAnotherHost() {
        for (String path : new String[] {"/", "/page/stories.css", "/page/stories.js"}) {
            assertThat(mvc.get().uri(path)).bodyText().doesNotContain("http:", "https:", "//cdn", "@import");
        }
    }
}
