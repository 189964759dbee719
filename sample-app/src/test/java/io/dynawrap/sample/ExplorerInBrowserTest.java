package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.jdbc.core.JdbcTemplate;

/** The page that shows what is stored, as the sample has it in development. */
class ExplorerInBrowserTest extends InBrowser {

    private static final String HOSTILE =
            "</pre><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    private void saveStories(String... ids) {
        String stories = Stream.of(ids)
                .map(id -> story(owner, id, "Title of " + id, "Once upon a time"))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(client.post("/stories/batch", stories).status()).isEqualTo(201);
    }

    private static String[] ids(int from, int to) {
        return IntStream.range(from, to).mapToObj("%02d"::formatted).toArray(String[]::new);
    }

    private void queryStories(String storyId) {
        browser.show(origin + "/dynawrap");
        browser.follow("Story");
        browser.fill("owner", owner);
        browser.fill("storyId", storyId);
        browser.leave(browser.button("Query")::click);
    }

    private static List<String> sortKeys() {
        return browser.texts("td[data-label='Sort key']");
    }

    private static List<String> keysOf(String... ids) {
        return Stream.of(ids).map(id -> "STORY#" + id).toList();
    }

    @Test
    void aPersonFindsItemsByTheFieldsOfTheirKeyAndWalksThroughThem() throws IOException {
        saveStories(ids(0, 25));

        queryStories("");
        assertThat(sortKeys()).isEqualTo(keysOf(ids(0, 20)));
        assertThat(browser.find("[role=status]").getText()).isEqualTo("20 items, and more after.");
        assertThat(browser.texts("td[data-label='title']").get(0)).isEqualTo("Title of 00");
        PageAudit.check(browser);
        screenshots("explorer-items");

        browser.follow("Next page");
        assertThat(sortKeys()).isEqualTo(keysOf(ids(20, 25)));
        browser.follow("Previous page");
        assertThat(sortKeys()).isEqualTo(keysOf(ids(0, 20)));
    }

    @Test
    void aWholePartitionIsShownWithItsModelsAndLeadsToEachItem() throws IOException {
        saveStories(ids(0, 12));
        assertThat(client.post("/stories", story(owner, "long", "A long story", "Once upon a time. ".repeat(40)))
                        .status())
                .isEqualTo(201);
        assertThat(client.with("If-None-Match", "*")
                        .put("/owners/" + owner + "/profile", "{\"name\": \"Ann\", \"bio\": \"Writes by the sea.\"}")
                        .status())
                .isLessThan(300);

        browser.show(origin + "/dynawrap");
        browser.follow("stories");
        PageAudit.check(browser);
        screenshots("explorer-table");
        browser.fill("owner", owner);
        browser.leave(browser.button("Show all items")::click);

        assertThat(browser.texts("td[data-label='Model']"))
                .startsWith("Profile", "Story")
                .hasSize(14);
        PageAudit.check(browser);
        screenshots("explorer-partition");

        browser.follow("STORY#long");
        assertThat(browser.texts("pre"))
                .singleElement()
                .asString()
                .contains("Once upon a time. ".repeat(40).trim());
        PageAudit.check(browser);
        screenshots("explorer-item");
        browser.follow("USER#" + owner);
        assertThat(sortKeys()).hasSize(14);
    }

    @Test
    void anUnreadableItemIsMarkedAndAnEmptyPartitionSaysSo() throws IOException {
        saveStories("1", "2");
        JdbcTemplate database = application.getBean(JdbcTemplate.class);
        database.update(
                "UPDATE stories SET data = jsonb_set(data, '{likes}', '\"many\"'), schema_version = 'older' WHERE pk = ? AND sk = ?",
                "USER#" + owner,
                "STORY#2");

        queryStories("");
        assertThat(browser.texts(".problem")).singleElement().asString().startsWith("Cannot be read as Story. likes: ");
        PageAudit.check(browser);
        screenshots("explorer-unreadable");
        browser.follow("STORY#2");
        assertThat(browser.texts(".problem")).hasSize(1);
        PageAudit.check(browser);
        screenshots("explorer-unreadable-item");

        assertThat(client.delete("/stories/" + owner).status()).isEqualTo(200);
        browser.follow("USER#" + owner);
        assertThat(browser.find("[role=status]").getText()).isEqualTo("No items.");
        PageAudit.check(browser);
        screenshots("explorer-empty");
    }

    /** A table that is wider than the screen does not make the page wider. */
    @Test
    void aWideTableScrollsInItsOwnContainer() throws IOException {
        saveStories(ids(0, 2));
        browser.show(origin + "/dynawrap");
        browser.follow("OwnerItem");
        browser.fill("owner", owner);
        browser.leave(browser.button("Query")::click);

        assertThat(browser.texts("td[data-label='Model']")).containsExactly("Story", "Story");
        browser.asPhone(768);
        browser.run("document.querySelectorAll('.items td > div').forEach(cell => { cell.style.width = '20rem'; })");
        assertThat(browser.run(
                        "const box = document.querySelector('.scroll'); return box.scrollWidth > box.clientWidth"))
                .isEqualTo(true);
        assertThat(browser.run("return document.documentElement.scrollWidth === document.documentElement.clientWidth"))
                .isEqualTo(true);
        browser.run("document.querySelectorAll('.items td > div').forEach(cell => cell.removeAttribute('style'))");
        PageAudit.check(browser);
        screenshots("explorer-collection");
    }

    @Test
    void everythingWorksWithoutScriptsToo() {
        saveStories("1", "2");
        browser.allowScripts(false);
        try {
            queryStories("1");
            assertThat(sortKeys()).containsExactly("STORY#1");
            browser.follow("STORY#1");
            assertThat(browser.texts("pre")).singleElement().asString().contains("\"storyId\": \"1\"");
        } finally {
            browser.allowScripts(true);
        }
    }

    @Test
    void theFirstPageIsForEveryone() throws IOException {
        browser.show(origin + "/dynawrap");

        assertThat(browser.texts("h3")).containsExactly("Profile", "Story", "OwnerItem");
        PageAudit.check(browser);
        screenshots("explorer");
    }

    @Test
    void whatIsStoredNeverRuns() throws IOException {
        assertThat(client.post("/stories", story(owner, HOSTILE, HOSTILE, HOSTILE))
                        .status())
                .isEqualTo(201);

        queryStories("");

        assertThat(sortKeys()).containsExactly("STORY#" + HOSTILE);
        assertThat(browser.run("return document.querySelectorAll('main img, script').length"))
                .isEqualTo(0L);
        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
        PageAudit.check(browser);
        screenshots("explorer-hostile");
    }

    /** The second line of defence: also if text became markup, the policy would keep it from running. */
    @Test
    void aScriptThatGotIntoThePageWouldNotRun() {
        browser.show(origin + "/dynawrap");

        browser.run("const script = document.createElement('script');"
                + " script.textContent = 'window.hacked = 1'; document.body.append(script);");

        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void aBadValueIsToldWhereItWasFilledIn() throws IOException {
        queryStories("a#b");

        assertThat(browser.field("storyId").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.find("#" + browser.field("storyId").getDomAttribute("aria-describedby"))
                        .getText())
                .contains("contains the separator '#'");
        assertThat(browser.find("[role=alert]").getText()).startsWith("Nothing was read.");
        PageAudit.check(browser);
        screenshots("explorer-problem");
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("400");
    }

    @Test
    void aScanIsAskedForByOpeningItsForm() throws IOException {
        saveStories("1");
        browser.show(origin + "/dynawrap");
        browser.follow("Story");
        assertThat(browser.texts("button")).containsExactly("Query");

        browser.find("#scan > summary").click();
        browser.find("#s-owner").sendKeys(owner);
        browser.leave(browser.button("Scan")::click);

        assertThat(sortKeys()).containsExactly("STORY#1");
        PageAudit.check(browser);
        screenshots("explorer-scan");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        saveStories("1");
        browser.show(origin + "/dynawrap");

        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        for (int links = 0; !browser.focused().getText().equals("Story"); links++) {
            assertThat(links).isLessThan(20);
            browser.press(Keys.TAB);
        }
        browser.leave(() -> browser.press(Keys.ENTER));
        browser.leave(() -> browser.field("owner").sendKeys(owner + Keys.ENTER));

        assertThat(sortKeys()).containsExactly("STORY#1");
    }
}
