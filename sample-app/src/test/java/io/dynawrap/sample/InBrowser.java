package io.dynawrap.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as a developer starts it, used through a real browser. Skipped where there is none. */
abstract class InBrowser {

    static Browser browser;
    static String origin;
    static StoryClient client;

    private static ConfigurableApplicationContext application;

    final String owner = "owner-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        Optional<Browser> found = Browser.open();
        assumeTrue(
                found.isPresent(),
                "Skipped, as chromium and chromedriver are not on the path: apt-get install chromium chromium-driver");
        browser = found.get();
        application = TestSampleApplication.start("--server.port=0").getApplicationContext();
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        origin = "http://localhost:" + port;
        client = new StoryClient(port);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
        if (application != null) {
            application.close();
            application = null;
        }
    }

    @BeforeEach
    void beginOnADesktop() {
        browser.asDesktop();
        browser.preferDark(false);
        browser.complaints();
    }

    @AfterEach
    void theBrowserHasNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    /** Pictures of the page as it stands, to be looked at. */
    static void screenshots(String name) throws IOException {
        for (boolean dark : new boolean[] {true, false}) {
            browser.preferDark(dark);
            browser.asPhone(390);
            browser.screenshot(name + "-phone" + (dark ? "-dark" : ""));
            browser.asDesktop();
            browser.screenshot(name + (dark ? "-dark" : ""));
        }
    }
}
