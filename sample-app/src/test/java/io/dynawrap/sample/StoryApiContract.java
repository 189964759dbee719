package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.encode;
import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the service does with good requests, whatever the backend. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class StoryApiContract {

    final String owner = "owner-" + UUID.randomUUID();
    StoryClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new StoryClient(port);
    }

    @Test
    void postStoresAStoryAndSaysWhereItIs() {
        Answer answer = client.post("/stories", story(owner, "1234", "The Title", "Once upon a time"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).contains("/stories/" + owner + "/1234");
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"owner\":\"" + owner
                                + "\",\"storyId\":\"1234\",\"title\":\"The Title\",\"content\":\"Once upon a time\",\"likes\":0}");
        assertThat(client.get("/stories/" + owner + "/1234").body()).isEqualTo(answer.body());
    }

    @Test
    void postReplacesTheStoryWithTheSameKey() {
        client.post("/stories", story(owner, "1", "old", "old"));

        assertThat(client.post("/stories", story(owner, "1", "new", null)).status())
                .isEqualTo(201);
        assertThat(titles("")).containsExactly("new");
    }

    @Test
    void postWithIfNoneMatchReplacesNoStory() {
        StoryClient creating = client.with("If-None-Match", "*");
        assertThat(creating.post("/stories", story(owner, "1", "first", null)).status())
                .isEqualTo(201);

        Answer second = creating.post("/stories", story(owner, "1", "second", null));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().get("field").asString()).isEqualTo("storyId");
        assertThat(titles("")).containsExactly("first");
        assertThat(client.with("If-None-Match", "\"1\"")
                        .post("/stories", story(owner, "2"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void expiredStoriesAreAbsentAndTheirIdsAreFree() {
        Answer expired = client.post("/stories", expiring("1", "2020-01-01T00:00:00.9Z"));
        client.post("/stories", expiring("2", "2999-01-01T00:00:00Z"));

        assertThat(expired.status()).isEqualTo(201);
        assertThat(expired.json().get("expiresAt").asString()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(client.get("/stories/" + owner + "/1").status()).isEqualTo(404);
        assertThat(ids("")).containsExactly("2");
        assertThat(client.get("/stories/" + owner + "/2")
                        .json()
                        .get("expiresAt")
                        .asString())
                .isEqualTo("2999-01-01T00:00:00Z");

        assertThat(client.with("If-None-Match", "*")
                        .post("/stories", story(owner, "1", "next", null))
                        .status())
                .isEqualTo(201);
        assertThat(ids("")).containsExactly("1", "2");
    }

    @Test
    void getReturnsAStoryOr404() {
        client.post("/stories", story(owner, "1", "T", null));

        Answer found = client.get("/stories/" + owner + "/1");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("content").isNull()).isTrue();
        assertThat(client.get("/stories/" + owner + "/2").status()).isEqualTo(404);
    }

    @Test
    void getDoesNotTakeThePrefixOfAnId() {
        client.post("/stories", story(owner, "1234"));

        assertThat(client.get("/stories/" + owner + "/12").status()).isEqualTo(404);
    }

    @Test
    void putReplacesTheWholeStory() {
        client.post("/stories", story(owner, "1", "old title", "old content"));

        Answer answer = client.put("/stories/" + owner + "/1", story(owner, "1", "new title", null));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"owner\":\"" + owner
                        + "\",\"storyId\":\"1\",\"title\":\"new title\",\"content\":null,\"likes\":0}");
        assertThat(client.get("/stories/" + owner + "/1").body()).isEqualTo(answer.body());
    }

    @Test
    void putTakesTheKeyFromThePathWhenTheBodyHasNone() {
        Answer answer = client.put("/stories/" + owner + "/7", "{\"title\":\"T\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("owner").asString()).isEqualTo(owner);
        assertThat(client.get("/stories/" + owner + "/7").json().get("title").asString())
                .isEqualTo("T");
    }

    @Test
    void deleteRemovesAStoryAndIsRepeatable() {
        client.post("/stories", story(owner, "1"));

        Answer answer = client.delete("/stories/" + owner + "/1");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(client.get("/stories/" + owner + "/1").status()).isEqualTo(404);
        assertThat(client.delete("/stories/" + owner + "/1").status()).isEqualTo(204);
    }

    @Test
    void listIsInTheOrderOfTheBytesOfTheIds() {
        for (String id : List.of("b", "B", "10", "9", "é", "\uD83D\uDE00", "\uFF5E", "a_1", "a-1", "a")) {
            client.post("/stories", story(owner, id));
        }

        List<String> bytewise = List.of("10", "9", "B", "a", "a-1", "a_1", "b", "é", "\uFF5E", "\uD83D\uDE00");
        assertThat(ids("")).isEqualTo(bytewise);
        List<String> reversed = new ArrayList<>(bytewise);
        Collections.reverse(reversed);
        assertThat(ids("?reverse=true")).isEqualTo(reversed);
    }

    @Test
    void listTakesAPrefixOfTheIdLiterally() {
        for (String id : List.of("12", "1234", "13", "a%b", "a_b", "axb", "a\\b")) {
            client.post("/stories", story(owner, id));
        }

        assertThat(ids("?prefix=12")).containsExactly("12", "1234");
        assertThat(ids("?prefix=a_")).containsExactly("a_b");
        assertThat(ids("?prefix=" + encode("a%"))).containsExactly("a%b");
        assertThat(ids("?prefix=" + encode("a\\"))).containsExactly("a\\b");
        assertThat(ids("?prefix=zzz")).isEmpty();
    }

    @Test
    void listHoldsNoStoriesOfOtherOwners() {
        client.post("/stories", story(owner, "1"));
        client.post("/stories", story(owner + "x", "2"));

        assertThat(ids("")).containsExactly("1");
    }

    @Test
    void listOfAnOwnerWithoutStoriesIsEmpty() {
        Answer answer = client.get("/stories/" + owner);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"items\":[],\"cursor\":null}");
    }

    @ParameterizedTest
    @CsvSource({"false,1", "true,1", "false,2", "true,3", "false,7", "false,8"})
    void cursorsLeadThroughAllPages(boolean reverse, int limit) {
        writeStories(7);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = client.get("/stories/" + owner + "?limit=" + limit + "&reverse=" + reverse + "&cursor="
                            + encode(cursor))
                    .json();
            assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
            page.get("items").forEach(item -> seen.add(item.get("storyId").asString()));
            cursor = page.get("cursor").isNull() ? "" : page.get("cursor").asString();
            pages++;
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(ids("?reverse=" + reverse)).hasSize(7);
        assertThat(pages).isEqualTo((7 + limit - 1) / limit);
    }

    @Test
    void cursorsStayInsideThePrefix() {
        writeStories(3);
        client.post("/stories", story(owner, "x"));
        JsonNode first = client.get("/stories/" + owner + "?prefix=0&limit=2").json();
        Answer second = client.get("/stories/" + owner + "?prefix=0&limit=2&cursor="
                + encode(first.get("cursor").asString()));

        assertThat(second.body()).contains("\"storyId\":\"0002\"").contains("\"cursor\":null");
    }

    @Test
    void aPageHas100StoriesUnlessAskedOtherwise() {
        writeStories(101);

        JsonNode page = client.get("/stories/" + owner).json();
        assertThat(page.get("items").size()).isEqualTo(100);
        assertThat(page.get("cursor").isString()).isTrue();
        assertThat(ids("?limit=1000")).hasSize(101);
    }

    @Test
    void emptyParametersAreAbsentOnes() {
        writeStories(2);

        assertThat(ids("?prefix=&limit=&reverse=&cursor=")).containsExactly("0000", "0001");
    }

    @Test
    void aBatchCountsEachKeyOnceAndItsLastStoryWins() {
        Answer answer = client.post(
                "/stories/batch",
                "[" + story(owner, "1", "first", null) + "," + story(owner, "2", "other", null) + ","
                        + story(owner, "1", "last", null) + "]");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"written\":2}");
        assertThat(titles("")).containsExactly("last", "other");
    }

    @Test
    void aBatchMayBeLargeOrEmpty() {
        assertThat(writeStories(260).body()).isEqualTo("{\"written\":260}");
        assertThat(ids("?limit=1000")).hasSize(260);
        assertThat(client.post("/stories/batch", "[]").body()).isEqualTo("{\"written\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "ünïcode 物語 \uD83D\uDE00",
                "a/b",
                "a\\b",
                "semi;colon=1",
                "100%",
                "a+b",
                "q?x=1&y",
                "%2F",
                "batch",
                "...",
                "~!$'()*,:@\"<>[]{}|^`",
                "line\nbreak\ttab"
            })
    void everyIdCanBeNamedInAPath(String id) {
        Answer posted = client.post("/stories", story(owner + id, id, "T", null));
        assertThat(posted.status()).isEqualTo(201);

        Answer got = client.get(posted.header("Location").orElseThrow());
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(posted.body());
        assertThat(client.get("/stories/" + encode(owner + id))
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theLongestKeyCanBeNamedInAPath() {
        String longOwner = owner + "é".repeat((2043 - owner.length()) / 2);
        String longId = "物".repeat((2589 - 2043) / 3);
        Answer posted = client.post("/stories", story(longOwner, longId, "T", null));
        assertThat(posted.status()).isEqualTo(201);

        assertThat(client.get(posted.header("Location").orElseThrow()).body()).isEqualTo(posted.body());
        client.post("/stories", story(longOwner, longId + "a", "T", null));
        String list = "/stories/" + encode(longOwner) + "?prefix=" + encode(longId) + "&limit=1";
        String cursor = client.get(list).json().get("cursor").asString();
        assertThat(client.get(list + "&cursor=" + encode(cursor))
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void textComesBackAsItWasSent() {
        String title = "\" \\ / \b\f\n\r\t \u0001 \u2028 é 物 \uD83D\uDE00";
        client.post("/stories", story(owner, "1", title, ""));

        JsonNode story = client.get("/stories/" + owner + "/1").json();
        assertThat(story.get("title").asString()).isEqualTo(title);
        assertThat(story.get("content").asString()).isEmpty();
    }

    private String expiring(String id, String expiresAt) {
        return "{\"owner\":\"" + owner + "\",\"storyId\":\"" + id + "\",\"expiresAt\":\"" + expiresAt + "\"}";
    }

    private Answer writeStories(int count) {
        return client.post(
                "/stories/batch",
                IntStream.range(0, count)
                        .mapToObj(i -> story(owner, "%04d".formatted(i), "T" + i, null))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private List<String> ids(String parameters) {
        return items(parameters).stream()
                .map(item -> item.get("storyId").asString())
                .toList();
    }

    private List<String> titles(String parameters) {
        return items(parameters).stream()
                .map(item -> item.get("title").asString())
                .toList();
    }

    private List<JsonNode> items(String parameters) {
        Answer answer = client.get("/stories/" + owner + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("items").valueStream().toList();
    }
}
