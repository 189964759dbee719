package io.dynawrap.explorer;

import static io.dynawrap.explorer.ExplorerClient.column;
import static io.dynawrap.explorer.ExplorerClient.columns;
import static io.dynawrap.explorer.ExplorerClient.elements;
import static io.dynawrap.explorer.ExplorerClient.fields;
import static io.dynawrap.explorer.ExplorerClient.sortKeys;
import static io.dynawrap.explorer.ExplorerClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.explorer.explored.Chapter;
import io.dynawrap.explorer.explored.ExploredApplication;
import io.dynawrap.explorer.explored.Note;
import io.dynawrap.explorer.explored.OwnerItem;
import io.dynawrap.explorer.explored.Setting;
import io.dynawrap.explorer.explored.Story;
import io.dynawrap.explorer.explored.Visit;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What the page shows, over HTTP and on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExplorerContract {

    private static final String STORY = Story.class.getName();
    private static final String HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=\"alert('&amp;')\">";

    private String owner;
    private ConfigurableApplicationContext application;
    private ItemStore store;
    private ExplorerClient client;

    /** Starts a server; gives the properties of an application that uses it. */
    abstract List<String> startServer();

    abstract void stopServer();

    /** Writes past the store. */
    abstract void putRaw(String partitionKey, String sortKey, String schemaVersion, String json);

    abstract void dropTable(String table);

    @BeforeAll
    void startApplication() {
        List<String> properties = new ArrayList<>(startServer());
        properties.add("dynawrap.explorer.enabled=true");
        properties.add("management.endpoints.web.exposure.include=dynawrap");
        properties.add("server.port=0");
        properties.add("dynawrap.tables.settings.name=settings-of-a-test");
        application = SpringApplication.run(
                ExploredApplication.class,
                properties.stream().map(property -> "--" + property).toArray(String[]::new));
        store = application.getBean(ItemStore.class);
        client = new ExplorerClient(
                ((WebServerApplicationContext) application).getWebServer().getPort(), "");
    }

    @BeforeEach
    void takeAPartitionOfItsOwn() {
        owner = "owner-" + UUID.randomUUID();
    }

    @AfterAll
    void stopApplication() {
        if (application != null) {
            application.close();
        }
        stopServer();
    }

    private Story story(String id) {
        return new Story(owner, id, "Title of " + id, null);
    }

    private HttpResponse<String> stories(String... parameters) {
        return client.get(Stream.concat(
                        Stream.of("table", "explored", "model", STORY, "run", "query", "key.owner", owner),
                        Stream.of(parameters))
                .toArray(String[]::new));
    }

    @Test
    void theFirstPageListsEveryModelWithItsAccessPatterns() {
        HttpResponse<String> page = client.get();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page))
                .contains("Table explored All items of a partition: BOOK#{genre}#{printed} USER#{owner}"
                        + " HOUSE#{house}#{month} Chapter io.dynawrap.explorer.explored.Chapter")
                .contains("One item USER#{owner} STORY#{storyId}"
                        + " Items of a partition USER#{owner} begins with STORY#"
                        + " Items whose sort key begins with a value USER#{owner} begins with STORY#{storyId}"
                        + " Scan across partitions begins with USER# begins with STORY#")
                .contains(
                        "Items of a partition BOOK#{genre}#{printed} begins with CHAPTER#"
                                + " Items whose sort key begins with a value BOOK#{genre}#{printed} begins with CHAPTER#{volume:03}#")
                .contains(
                        "Table settings in the database settings-of-a-test All items of a partition: SETTINGS Setting")
                .contains("One item SETTINGS ALL Scan across partitions");
    }

    @Test
    void aModelIsReachedFromTheFirstPageAndOffersItsFieldsByTheirTypes() {
        HttpResponse<String> page = client.follow(client.get(), "Chapter").orElseThrow();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<select id=\"q-genre\" name=\"key.genre\"><option value=\"\">(none)</option>"
                        + "<option>NOVEL</option><option>POEM</option></select>")
                .contains("<select id=\"q-printed\" name=\"key.printed\">")
                .contains("<input id=\"q-volume\" name=\"key.volume\" value=\"\"")
                .contains("such as <code>042</code>; zeros in front may be left out")
                .contains("<select id=\"s-genre\"")
                .doesNotContain("id=\"s-volume\"")
                .doesNotContain("id=\"results\"");
    }

    @Test
    void aQueryShowsAColumnForEachFieldKeyFieldsFirst() {
        store.save(new Story(owner, "1", "One", new BigDecimal("1234567890.1234567890123456789012345678")));
        putRaw(
                "USER#" + owner,
                "STORY#2",
                "0123456789abcdef",
                "{\"owner\": \"" + owner
                        + "\", \"storyId\": \"2\", \"a\": [1, {\"b\": \"c\"}], \"e\": \" \", \"n\": null}");

        HttpResponse<String> page = stories();

        assertThat(text(page)).contains("2 items.", "Partition USER#" + owner);
        assertThat(columns(page))
                .containsExactly("Sort key", "storyId", "a", "e", "n", "price", "title", "Schema version");
        assertThat(column(page, "storyId")).containsExactly("1", "2");
        assertThat(column(page, "title")).containsExactly("One");
        assertThat(column(page, "price")).contains("1234567890.1234567890123456789012345678");
        assertThat(column(page, "a")).containsExactly("[1,{\"b\":\"c\"}]");
        assertThat(column(page, "e")).containsExactly("\" \"");
        assertThat(column(page, "n")).containsExactly("null");
        assertThat(page.body()).contains("value=\"" + owner + "\"");
    }

    @Test
    void theSchemaVersionIsShortenedAndWholeAsTitleAndOnTheItem() {
        store.save(story("1"));
        putRaw("USER#" + owner, "STORY#2", "0123456789abcdef", "{}");

        HttpResponse<String> page = stories();

        assertThat(column(page, "Schema version").get(0)).matches("[0-9a-f]{8}\u2026 current");
        assertThat(column(page, "Schema version").get(1)).isEqualTo("01234567\u2026 another");
        assertThat(page.body()).contains("title=\"0123456789abcdef\"");
        assertThat(text(client.follow(page, "STORY#2").orElseThrow())).contains("0123456789abcdef another");
    }

    private HttpResponse<String> partition(String... parameters) {
        return client.get(Stream.concat(
                        Stream.of("table", "explored", "model", STORY, "run", "partition", "key.owner", owner),
                        Stream.of(parameters))
                .toArray(String[]::new));
    }

    private Note note(int day) {
        return new Note(owner, LocalDate.of(2026, 1, day), List.of("sea"));
    }

    @Test
    void aWholePartitionShowsAllItemsWithTheirModelsInTheOrderOfTheirKeys() {
        store.batchWrite(List.of(story("1"), note(31), note(1)));
        putRaw("USER#" + owner, "OTHER", null, "{\"x\": 5}");

        HttpResponse<String> page = partition();

        assertThat(sortKeys(page)).containsExactly("NOTE#2026-01-01", "NOTE#2026-01-31", "OTHER", "STORY#1");
        assertThat(column(page, "Model"))
                .map(model -> model.replaceAll(" \\{.*", ""))
                .containsExactly("Note", "Note", "no model", "Story");
        assertThat(columns(page))
                .containsExactly("Sort key", "Model", "day", "storyId", "tags", "title", "x", "Schema version");
        assertThat(fields(page))
                .as("an item without a page is here")
                .singleElement()
                .asString()
                .contains("\"x\": 5");
        assertThat(sortKeys(partition("reverse", "true")))
                .containsExactly("STORY#1", "OTHER", "NOTE#2026-01-31", "NOTE#2026-01-01");
    }

    @Test
    void aWholePartitionIsWalkedByPages() {
        List<String> keys = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            store.save(note(i));
            keys.add("NOTE#2026-01-%02d".formatted(i));
        }
        putRaw("USER#" + owner, "OTHER", null, "{}");
        keys.add("OTHER");
        List<String> ids = IntStream.range(0, 9).mapToObj(Integer::toString).toList();
        store.batchWrite(ids.stream().map(this::story).toList());
        ids.forEach(id -> keys.add("STORY#" + id));

        assertThat(walk(partition("size", "10"))).isEqualTo(keys);
    }

    @Test
    void thePagesLeadToWholePartitions() {
        store.batchWrite(List.of(story("1"), note(1)));

        HttpResponse<String> table = client.follow(client.get(), "explored").orElseThrow();
        HttpResponse<String> form = client.follow(client.get(), "USER#{owner}").orElseThrow();
        HttpResponse<String> fromItems =
                client.follow(stories(), "USER#" + owner).orElseThrow();

        assertThat(text(table))
                .contains(
                        "Table explored",
                        "Partition BOOK#{genre}#{printed} Chapter",
                        "Partition USER#{owner} Note, Story")
                .contains("Partition HOUSE#{house}#{month} Visit");
        assertThat(form.body())
                .containsPattern("<details class=\"card\" id=\"p1\" open>")
                .doesNotContain("id=\"p0\" open");
        assertThat(sortKeys(fromItems)).containsExactly("NOTE#2026-01-01", "STORY#1");
        assertThat(fromItems.body()).contains("value=\"" + owner + "\"");
        HttpResponse<String> item = client.follow(fromItems, "NOTE#2026-01-01").orElseThrow();
        assertThat(fields(item)).singleElement().asString().contains("\"day\": \"2026-01-01\"");
        assertThat(sortKeys(client.follow(item, "USER#" + owner).orElseThrow())).hasSize(2);
    }

    @Test
    void theLinkToTheWholePartitionCarriesTheValuesOver() {
        String text = "All items of a partition, of every model";
        HttpResponse<String> form = client.follow(stories(), text).orElseThrow();
        assertThat(form.body())
                .containsPattern("<details class=\"card\" id=\"p1\" open>")
                .contains("value=\"" + owner + "\"");
        HttpResponse<String> empty = client.follow(client.get("table", "explored", "model", STORY), text)
                .orElseThrow();
        assertThat(empty.body()).doesNotContain("value=\"" + owner + "\"");
    }

    @Test
    void aWrongValueOfAPartitionIsReportedBesideItsField() {
        HttpResponse<String> missing = client.get("table", "explored", "model", STORY, "run", "partition");
        HttpResponse<String> unknown = partition("key.storyId", "1");

        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).containsPattern("id=\"p1-owner-problem\">[^<]*has no value");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(text(unknown)).contains("'storyId' is not a field of the partition key");
        assertThat(partition("cursor", "rubbish").statusCode()).isEqualTo(400);
        assertThat(client.get("table", "elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void aSealedInterfaceIsListedBesideTheModelsAndQueried() {
        store.batchWrite(List.of(story("1"), note(1), note(2)));
        putRaw("USER#" + owner, "OTHER", null, "{}");

        HttpResponse<String> form = client.follow(client.get(), "OwnerItem").orElseThrow();
        HttpResponse<String> page = ownerItems("query");

        assertThat(text(client.get()))
                .contains("OwnerItem io.dynawrap.explorer.explored.OwnerItem , a sealed interface: Note, Story"
                        + " Access patterns of OwnerItem Finds Partition key Sort key"
                        + " Items of a partition USER#{owner} any Scan across partitions begins with USER# any");
        assertThat(text(form))
                .contains(
                        "Sort key of Note NOTE#{day}",
                        "Sort key of Story STORY#{storyId}",
                        "Query the models in a partition")
                .doesNotContain("One item");
        assertThat(sortKeys(page)).containsExactly("NOTE#2026-01-01", "NOTE#2026-01-02", "STORY#1");
        assertThat(column(page, "Model")).containsExactly("Note", "Note", "Story");
        assertThat(sortKeys(ownerItems("scan"))).hasSize(3);
        assertThat(sortKeys(ownerItems("partition"))).hasSize(4);
        assertThat(ownerItems("get").statusCode()).isEqualTo(400);
        assertThat(text(ownerItems("get"))).contains("OwnerItem stands for several models.");
    }

    private HttpResponse<String> ownerItems(String run) {
        return client.get("table", "explored", "model", OwnerItem.class.getName(), "run", run, "key.owner", owner);
    }

    @Test
    void eachAccessPatternOpensItsForm() {
        HttpResponse<String> index = client.get("table", "settings", "model", Setting.class.getName(), "form", "get");

        assertThat(index.body()).contains("id=\"get\" open", "id=\"query\">", "id=\"scan\">");
        assertThat(client.get().body())
                .contains("form=get#get\">One item</a>")
                .contains("form=query#query\">Items of a partition</a>")
                .contains("form=query#query\">Items whose sort key begins with a value</a>")
                .contains("form=scan#scan\">Scan across partitions</a>");
    }

    @Test
    void inputsShowTheFormatOfTheirTypes() {
        HttpResponse<String> page = client.follow(client.get(), "Visit").orElseThrow();

        assertThat(text(page))
                .contains("house UUID such as 123e4567-e89b-12d3-a456-426614174000")
                .contains("month YearMonth such as 2026-01 ")
                .contains("at Instant such as 2026-01-31T09:30:00.000000000Z")
                .contains("number long such as 00000042 ; zeros in front may be left out");
        assertThat(page.body())
                .containsPattern(
                        "<input id=\"q-number\" [^>]*inputmode=\"numeric\" aria-describedby=\"q-number-format\">");
    }

    @Test
    void anItemIsFoundByTheValuesOfItsKeyAsPeopleWriteThem() {
        Visit visit = new Visit(UUID.randomUUID(), YearMonth.of(2026, 1), Instant.parse("2026-01-31T09:30:00Z"), 42);
        store.save(visit);
        String house = visit.house().toString();

        HttpResponse<String> page = visit("get", house, "2026-01-31T09:30:00Z");

        assertThat(sortKeys(page)).containsExactly("VISIT#2026-01-31T09:30:00.000000000Z#00000042");
        assertThat(sortKeys(client.follow(page, "HOUSE#" + house + "#2026-01").orElseThrow()))
                .hasSize(1);
        assertThat(visit("get", house, "yesterday").statusCode()).isEqualTo(400);
        assertThat(visit("get", house, "yesterday").body())
                .containsPattern("<input id=\"g-at\" [^>]*value=\"yesterday\"[^>]* aria-invalid=\"true\""
                        + " aria-describedby=\"g-at-format g-at-problem\">");
    }

    private HttpResponse<String> visit(String run, String house, String at) {
        return client.get(
                "table",
                "explored",
                "model",
                Visit.class.getName(),
                "run",
                run,
                "key.house",
                house,
                "key.month",
                "2026-01",
                "key.at",
                at,
                "key.number",
                "42");
    }

    @Test
    void fieldsBeyondTheColumnsAreOnTheItem() {
        String json =
                IntStream.range(0, 50).mapToObj("\"f%02d\": 1"::formatted).collect(Collectors.joining(", ", "{", "}"));
        putRaw("USER#" + owner, "STORY#1", null, json);

        HttpResponse<String> page = stories();

        assertThat(columns(page)).hasSize(42).contains("f39").doesNotContain("f40");
        assertThat(text(page)).contains("10 more fields have no column.");
        assertThat(fields(client.follow(page, "STORY#1").orElseThrow()).get(0)).contains("f49");
    }

    @Test
    void pagesAreWalkedForthAndBackByTheirLinks() {
        List<String> ids = IntStream.range(0, 25).mapToObj("%02d"::formatted).toList();
        store.batchWrite(ids.stream().map(this::story).toList());

        List<String> keys = ids.stream().map(id -> "STORY#" + id).toList();
        assertThat(walk(stories("size", "10"))).isEqualTo(keys);
        List<String> backwards = new ArrayList<>(keys);
        Collections.reverse(backwards);
        assertThat(walk(stories("size", "10", "reverse", "true"))).isEqualTo(backwards);
    }

    /** All keys from the first page to the last one; on the way back each page is the same again. */
    private List<String> walk(HttpResponse<String> first) {
        List<HttpResponse<String>> pages = new ArrayList<>(List.of(first));
        assertThat(client.follow(first, "Previous page")).isEmpty();
        Optional<HttpResponse<String>> next = client.follow(first, "Next page");
        while (next.isPresent()) {
            pages.add(next.get());
            next = client.follow(next.get(), "Next page");
        }
        HttpResponse<String> at = pages.get(pages.size() - 1);
        for (int i = pages.size() - 2; i >= 0; i--) {
            at = client.follow(at, "Previous page").orElseThrow();
            assertThat(sortKeys(at)).isEqualTo(sortKeys(pages.get(i)));
        }
        assertThat(sortKeys(client.follow(pages.get(2), "First page").orElseThrow()))
                .isEqualTo(sortKeys(first));
        return pages.stream().flatMap(page -> sortKeys(page).stream()).toList();
    }

    @Test
    void aQueryIsNarrowedByThePrefixOfAText() {
        store.batchWrite(List.of(story("10"), story("11"), story("20")));

        assertThat(sortKeys(stories("key.storyId", "1"))).containsExactly("STORY#10", "STORY#11");
    }

    @Test
    void aPersonNeedNotPadANumber() {
        store.save(new Chapter(Chapter.Genre.POEM, true, 7, owner));

        HttpResponse<String> page = client.get(
                "table",
                "explored",
                "model",
                Chapter.class.getName(),
                "run",
                "query",
                "key.genre",
                "POEM",
                "key.printed",
                "true",
                "key.volume",
                "7",
                "key.part",
                owner);

        assertThat(sortKeys(page)).containsExactly("CHAPTER#007#" + owner);
        assertThat(page.body()).contains("<option selected>POEM</option>", "<option selected>true</option>");
    }

    @Test
    void itemsThatCannotBeReadAndThoseOfOtherVersionsAreShownToo() {
        store.save(story("1"));
        putRaw("USER#" + owner, "STORY#2", "older", "{\"owner\": {\"no\": \"text\"}, \"left\": [1, true, null]}");
        putRaw("USER#" + owner, "STORY#3", null, "{\"owner\": \"x\"}");

        HttpResponse<String> page = stories();

        assertThat(sortKeys(page)).containsExactly("STORY#1", "STORY#2", "STORY#3");
        assertThat(text(page)).contains("older another", "Cannot be read as Story. owner: ", "none");
        assertThat(column(page, "owner").get(1)).isEqualTo("{\"no\":\"text\"}");
        assertThat(column(page, "left")).containsExactly("[1,true,null]");
        assertThat(fields(client.follow(page, "STORY#2").orElseThrow()).get(0)).contains("\"no\": \"text\"", "true,");
    }

    @Test
    void whatIsStoredNeverBecomesMarkup() {
        store.save(new Story(owner, HOSTILE, HOSTILE, null));
        putRaw("USER#" + owner, "STORY#2", HOSTILE, "{\"owner\": {\"" + HOSTILE.replace("\"", "\\\"") + "\": 1}}");

        HttpResponse<String> page = stories();
        HttpResponse<String> single = client.follow(page, "STORY#" + HOSTILE).orElseThrow();

        assertThat(sortKeys(page)).containsExactlyInAnyOrder("STORY#" + HOSTILE, "STORY#2");
        assertThat(sortKeys(single)).containsExactly("STORY#" + HOSTILE);
        assertThat(elements(page)).doesNotContain("script", "img").contains("table");
        assertThat(elements(single)).doesNotContain("script", "img").contains("pre");
        HttpResponse<String> whole = partition();
        assertThat(sortKeys(whole)).containsAll(sortKeys(page));
        assertThat(elements(whole)).doesNotContain("script", "img").contains("table");
    }

    @Test
    void whatIsSentNeverBecomesMarkup() {
        HttpResponse<String> shown = stories("key.storyId", HOSTILE, "size", HOSTILE, "reverse", HOSTILE);
        HttpResponse<String> refused = stories("key." + HOSTILE, HOSTILE, "cursor", HOSTILE);
        HttpResponse<String> unknown = client.get("table", HOSTILE, "model", HOSTILE);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Stream.of(shown, refused, unknown).flatMap(page -> elements(page).stream()))
                .doesNotContain("script", "img")
                .contains("main");
    }

    @Test
    void aBadValueIsToldBesideItsField() {
        HttpResponse<String> page = stories("key.storyId", "a#b");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .containsPattern("<input id=\"q-storyId\" [^>]*value=\"a#b\"[^>]* aria-invalid=\"true\""
                        + " aria-describedby=\"q-storyId-problem\">\\s*<p class=\"problem\" id=\"q-storyId-problem\">"
                        + "[^<]*contains the separator")
                .doesNotContain("id=\"results\"");
    }

    @Test
    void aValueThatIsMissingIsToldBesideItsField() {
        HttpResponse<String> page = client.get("table", "explored", "model", STORY, "run", "query", "key.owner", "");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).containsPattern("id=\"q-owner-problem\">[^<]*has no value");
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() {
        HttpResponse<String> page = stories("cursor", "rubbish");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(text(page)).contains("Nothing was read.", "Invalid cursor: the text is malformed.");
    }

    @Test
    void aScanRunsOnlyWhenAskedForAndByPages() {
        store.batchWrite(IntStream.range(0, 12).mapToObj(n -> story("s" + n)).toList());

        HttpResponse<String> form = client.get("table", "explored", "model", STORY);
        HttpResponse<String> page =
                client.get("table", "explored", "model", STORY, "run", "scan", "size", "10", "key.owner", owner);

        assertThat(sortKeys(form)).isEmpty();
        assertThat(sortKeys(page)).hasSize(10);
        assertThat(text(page)).contains("10 items, and more after.");
        assertThat(sortKeys(client.follow(page, "Next page").orElseThrow())).hasSize(2);
    }

    @Test
    void aLongItemIsCutInAListAndWholeByItself() {
        store.save(new Story(owner, "long", "x".repeat(100_000), null));
        store.save(story("longer"));

        HttpResponse<String> list = stories();
        HttpResponse<String> single = client.follow(list, "STORY#long").orElseThrow();

        assertThat(column(list, "title")).containsExactly("x".repeat(80) + "\u2026", "Title of longer");
        assertThat(sortKeys(single)).containsExactly("STORY#long");
        assertThat(fields(single)).singleElement().asString().contains("x".repeat(100_000));
    }

    @Test
    void anItemThatIsGoneIsToldApartFromLongerKeys() {
        store.save(story("longer"));

        HttpResponse<String> page = client.get(
                "table", "explored", "model", STORY, "run", "get", "key.owner", owner, "key.storyId", "long");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(text(page)).contains("There is no item with this key.");
        assertThat(sortKeys(page)).isEmpty();
    }

    @Test
    void aFailureOfTheDatabaseIsShown() {
        store.save(new Setting("red"));
        dropTable("settings-of-a-test");

        HttpResponse<String> page = client.get("table", "settings", "model", Setting.class.getName(), "run", "query");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(text(page)).contains("Nothing was read.", "settings-of-a-test");
    }

    @Test
    void onlyModelsOfTheStoreCanBeNamed() {
        assertThat(client.get("table", "explored", "model", "java.lang.String").statusCode())
                .isEqualTo(404);
        assertThat(client.get("table", "settings", "model", STORY).statusCode()).isEqualTo(404);
        assertThat(client.get("model", STORY).statusCode()).isEqualTo(404);
    }
}
