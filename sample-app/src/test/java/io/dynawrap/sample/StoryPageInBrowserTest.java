package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.encode;
import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page of the story service. */
class StoryPageInBrowserTest extends InBrowser {

    private static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    @BeforeEach
    void showThePage() {
        // without a question the page opens with the stories for development
        browser.show(origin + "/?");
    }

    private void save(String id, String title) {
        assertThat(client.post("/stories", story(owner, id, title, "Once upon a time\nthere was a story."))
                        .status())
                .isEqualTo(201);
    }

    private void find(String prefix) {
        browser.fill("Owner", owner);
        browser.fill("Id begins with", prefix);
        browser.button("Show").click();
    }

    private static List<String> titles() {
        return browser.texts("#stories h3");
    }

    private static void awaitTitles(String... titles) {
        browser.await(driver -> titles().equals(List.of(titles)));
    }

    private static String[] titles(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "T%02d".formatted(n)).toArray(String[]::new);
    }

    @Test
    void storiesAreListedByOwnerPrefixAndOrder() throws IOException {
        save("10", "Ten");
        save("11", "Eleven");
        save("2", "Two");

        find("");
        awaitTitles("Ten", "Eleven", "Two");
        assertThat(browser.find("#status").getText()).isEqualTo("3 stories of " + owner + ".");
        PageAudit.check(browser);
        screenshots("stories");

        find("1");
        awaitTitles("Ten", "Eleven");

        browser.field("Order").sendKeys("Last id first");
        awaitTitles("Eleven", "Ten");
    }

    @Test
    void pagesFollowEachOther() {
        String stories = IntStream.range(0, 15)
                .mapToObj(n -> story(owner, "%02d".formatted(n), "T%02d".formatted(n), null))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(client.post("/stories/batch", stories).status()).isEqualTo(201);

        find("");
        awaitTitles(titles(0, 10));
        browser.button("Next page").click();
        awaitTitles(titles(10, 15));
        browser.await(driver -> browser.focused().getText().equals("Stories"));
        assertThat((Number) browser.run("return document.getElementById('list').getBoundingClientRect().top"))
                .extracting(Number::doubleValue)
                .satisfies(top -> assertThat(top).isBetween(0.0, 900.0));
        browser.button("Previous page").click();
        awaitTitles(titles(0, 10));
        browser.button("Next page").click();
        awaitTitles(titles(10, 15));
        browser.button("First page").click();
        awaitTitles(titles(0, 10));
    }

    @Test
    void theAddressKeepsTheSearchAndThePage() {
        String stories = IntStream.range(0, 15)
                .mapToObj(n -> story(owner, "%02d".formatted(n), "T%02d".formatted(n), null))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(client.post("/stories/batch", stories).status()).isEqualTo(201);
        find("");
        awaitTitles(titles(0, 10));
        browser.button("Next page").click();
        awaitTitles(titles(10, 15));
        String address = (String) browser.run("return location.href");

        browser.run("location.reload()");
        awaitTitles(titles(10, 15));
        assertThat(browser.field("Owner").getDomProperty("value")).isEqualTo(owner);
        browser.button("Previous page").click();
        awaitTitles(titles(0, 10));

        find("1");
        awaitTitles(titles(10, 15));
        browser.run("history.back()");
        awaitTitles(titles(0, 10));
        assertThat(browser.field("Id begins with").getDomProperty("value")).isEmpty();

        // as it is sent to somebody else
        browser.show(address);
        awaitTitles(titles(10, 15));
        assertThat(browser.texts("#pages button")).contains("First page").doesNotContain("Next page");
    }

    @Test
    void anExistingStoryIsNotReplacedByANewOne() throws IOException {
        save("1", "First");
        find("");
        awaitTitles("First");
        browser.button("New story").click();
        browser.find("#story-id").sendKeys("1");
        browser.find("#story-title").sendKeys("Second");
        browser.button("Save").click();

        browser.await(driver -> browser.find("#story-failure").isDisplayed());
        assertThat(browser.find("#story-failure").getText())
                .isEqualTo("There is a story with this id. Edit it, or choose another id.");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("story-id");
        screenshots("stories-existing");
        assertThat(client.get("/stories/" + owner + "/1").body()).contains("First");
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("409");
    }

    @Test
    void thePageOpensWithStoriesInDevelopment() throws IOException {
        browser.show(origin + "/");

        browser.await(driver -> titles().size() == 10);
        assertThat(browser.field("Owner").getDomProperty("value")).isEqualTo("johndoe");
        PageAudit.check(browser);
        screenshots("stories-opened");
    }

    @Test
    void aStoryIsWrittenChangedAndDeleted() throws IOException {
        browser.button("New story").click();
        PageAudit.check(browser);
        screenshots("stories-new");
        browser.find("#story-owner").sendKeys(owner);
        browser.find("#story-id").sendKeys("a/b?c=d");
        browser.find("#story-title").sendKeys("First");
        browser.find("#story-content").sendKeys("Once");
        browser.button("Save").click();
        awaitTitles("First");
        assertThat(client.get("/stories/" + owner + "/" + encode("a/b?c=d")).body())
                .contains("\"title\":\"First\",\"content\":\"Once\"");

        browser.button("Edit").click();
        assertThat(browser.find("#story-id").getDomProperty("readOnly")).isEqualTo("true");
        browser.find("#story-title").clear();
        browser.find("#story-title").sendKeys("Second");
        browser.button("Save").click();
        awaitTitles("Second");

        browser.button("Delete").click();
        assertThat(browser.texts("#remover-name")).containsExactly("Second (a/b?c=d)");
        assertThat(browser.focused().getText()).isEqualTo("Keep it");
        screenshots("stories-delete");
        browser.button("Keep it").click();
        awaitTitles("Second");
        browser.button("Delete").click();
        browser.find("#removal").findElement(By.cssSelector("[value=delete]")).click();
        awaitTitles();
        assertThat(client.get("/stories/" + owner).body()).isEqualTo("{\"items\":[],\"cursor\":null}");
    }

    @Test
    void aChangeKeepsWhatThePageDoesNotShow() {
        String path = "/stories/" + owner + "/1";
        client.put(path, "{\"title\":\"First\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
        client.post(path + "/likes", "");
        find("");
        awaitTitles("First");

        browser.button("Edit").click();
        browser.find("#story-title").sendKeys(" and last");
        browser.button("Save").click();

        awaitTitles("First and last");
        browser.await(driver -> browser.focused().getText().equals("Edit"));
        assertThat(client.get(path).body())
                .isEqualTo(
                        "{\"owner\":\"" + owner + "\",\"storyId\":\"1\",\"title\":\"First and last\",\"content\":null,"
                                + "\"expiresAt\":\"2999-01-01T00:00:00Z\",\"likes\":1}");
    }

    @Test
    void aDeletedStoryDoesNotComeBackByAChange() {
        save("1", "First");
        find("");
        awaitTitles("First");
        browser.button("Edit").click();
        client.delete("/stories/" + owner + "/1");
        browser.button("Save").click();

        browser.await(driver -> browser.find("#story-failure").isDisplayed());
        assertThat(browser.find("#story-failure").getText()).isEqualTo("There is no such story.");
        assertThat(client.get("/stories/" + owner + "/1").status()).isEqualTo(404);
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("404");
    }

    @Test
    void aStoryIsLiked() throws IOException {
        save("1", "First");
        save("2", "Second");
        find("");
        awaitTitles("First", "Second");
        assertThat(likes()).containsExactly("0 likes", "0 likes");

        browser.button("Like").click();
        browser.await(driver -> likes().equals(List.of("1 like", "0 likes")));
        browser.focused().click();
        browser.await(driver -> likes().equals(List.of("2 likes", "0 likes")));
        assertThat(client.get("/stories/" + owner + "/1").json().get("likes").asInt())
                .isEqualTo(2);

        client.delete("/stories/" + owner + "/1");
        browser.focused().click();
        browser.await(driver -> browser.texts("#stories .failure").equals(List.of("There is no such story.")));
        PageAudit.check(browser);
        screenshots("stories-liked");
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("404");
    }

    private static List<String> likes() {
        return browser.texts("[data-likes]");
    }

    @Test
    void anEmptyResultRepeatsTheQuestion() throws IOException {
        find("7");

        browser.await(driver ->
                browser.find("#status").getText().equals("No stories of " + owner + " whose id begins with 7."));
        screenshots("stories-none");
    }

    @Test
    void whatTheServiceRefusesIsToldWhereItWasFilledIn() throws IOException {
        browser.button("New story").click();
        browser.find("#story-owner").sendKeys(owner);
        browser.find("#story-id").sendKeys("a#b");
        browser.button("Save").click();

        browser.await(driver -> browser.find("#story-failure").isDisplayed());
        assertThat(browser.find("#story-failure").getText()).contains("without '#'");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("story-id");
        assertThat(browser.focused().getDomAttribute("aria-invalid")).isEqualTo("true");
        PageAudit.check(browser);
        screenshots("stories-problem");
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("400");
    }

    @Test
    void aListThatIsRefusedIsToldBesideTheSearch() {
        find("a#");

        browser.await(driver -> browser.find("#search-failure").isDisplayed());
        assertThat(browser.find("#search-failure").getText()).isEqualTo("No storyId starts with this prefix.");
        assertThat(browser.field("Id begins with").getDomAttribute("aria-invalid"))
                .isEqualTo("true");
        assertThat(browser.awaitComplaints()).singleElement().asString().contains("400");
    }

    @Test
    void whatIsStoredNeverRuns() {
        save(HOSTILE, HOSTILE);

        find("");
        awaitTitles(HOSTILE);
        browser.button("Edit").click();

        assertThat(browser.run("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
        assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        save("1", "One");

        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
        browser.press(Keys.TAB);
        browser.focused().sendKeys(owner + Keys.ENTER);
        awaitTitles("One");
        browser.button("Edit").sendKeys(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("story-title");
        browser.press(Keys.ESCAPE);
        browser.await(driver -> browser.texts("dialog").isEmpty());
    }
}
