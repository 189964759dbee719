package io.dynawrap.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The browser and the service of all tests of pages. They share them, because the start of both takes longer than most of
 * these tests.
 *
 * @param browser the browser
 * @param application the service as a developer starts it
 */
record PageSession(Browser browser, ConfigurableApplicationContext application) implements AutoCloseable {

    static PageSession open() {
        Optional<Browser> browser = Browser.open();
        assumeTrue(
                browser.isPresent(),
                "Skipped, as chromium and chromedriver are not on the path: apt-get install chromium chromium-driver");
        return new PageSession(
                browser.get(), TestSampleApplication.start("--server.port=0").getApplicationContext());
    }

    int port() {
        return ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    @Override
    public void close() {
        browser.close();
        application.close();
    }
}
