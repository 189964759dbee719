package io.dynawrap.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as a developer starts it, used through a real browser. Skipped where there is none. */
abstract class InBrowser {

    static Browser browser;
    static String origin;
    static StoryClient client;
    static ConfigurableApplicationContext application;

    @RegisterExtension
    static final BeforeAllCallback SESSION = context -> {
        PageSession session = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(PageSession.class))
                .computeIfAbsent(PageSession.class, key -> PageSession.open(), PageSession.class);
        browser = session.browser();
        application = session.application();
        origin = "http://localhost:" + session.port();
        client = new StoryClient(session.port());
    };

    final String owner = "owner-" + UUID.randomUUID();

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

    /** Writes pictures of the page as it is now, if somebody wants to look at them. */
    static void screenshots(String name) throws IOException {
        if (!Boolean.getBoolean("dynawrap.screenshots")) {
            return;
        }
        for (boolean dark : new boolean[] {true, false}) {
            browser.preferDark(dark);
            browser.asPhone(390);
            browser.screenshot(name + "-phone" + (dark ? "-dark" : ""));
            browser.asDesktop();
            browser.screenshot(name + (dark ? "-dark" : ""));
        }
    }
}
