package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.encode;
import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the service does with bad requests and failures, whatever the backend: a problem body of RFC 9457, always. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class StoryProblemsContract {

    final String owner = "owner-" + UUID.randomUUID();
    StoryClient client;

    @Autowired
    ItemStore store;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new StoryClient(port);
    }

    /** Removes the table {@code stories} behind the service's back. */
    abstract void dropTable();

    static Stream<Arguments> badStories() {
        return Stream.of(
                Arguments.of("owner", story("a#b", "1")),
                Arguments.of("storyId", story("a", "1#2")),
                Arguments.of("owner", story("", "1")),
                Arguments.of("storyId", story("a", "")),
                Arguments.of("owner", story(null, "1")),
                Arguments.of("storyId", story("a", null)),
                Arguments.of("owner", "{}"),
                Arguments.of("owner", "{\"owner\":null,\"storyId\":\"1\"}"),
                Arguments.of("owner", "{\"owner\":\"a\\u0000b\",\"storyId\":\"1\"}"),
                Arguments.of("owner", "{\"owner\":\"a\\ud800b\",\"storyId\":\"1\"}"),
                Arguments.of("storyId", "{\"owner\":\"a\",\"storyId\":\"\\udc00\"}"),
                Arguments.of("title", "{\"owner\":\"a\",\"storyId\":\"1\",\"title\":\"\\u0000\"}"),
                Arguments.of("content", "{\"owner\":\"a\",\"storyId\":\"1\",\"content\":\"\\ud800\"}"),
                Arguments.of("owner", story("a".repeat(2044), "1")),
                Arguments.of("storyId", story("a", "1".repeat(1019))),
                Arguments.of("owner", story("é".repeat(1022), "1")),
                Arguments.of("storyId", story("a".repeat(2000), "1".repeat(600))),
                Arguments.of("owner", story(".", "1")),
                Arguments.of("storyId", story("a", "..")),
                Arguments.of("title", story("a", "1", "t".repeat(500 * 1024), null)),
                Arguments.of("title", "{\"owner\":\"a\",\"storyId\":\"1\",\"title\":5}"),
                Arguments.of("title", "{\"owner\":\"a\",\"storyId\":\"1\",\"title\":1.5}"),
                Arguments.of("title", "{\"owner\":\"a\",\"storyId\":\"1\",\"title\":true}"),
                Arguments.of("content", "{\"owner\":\"a\",\"storyId\":\"1\",\"content\":{\"a\":1}}"),
                Arguments.of("owner", "{\"owner\":[],\"storyId\":\"1\"}"));
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("badStories")
    void aBadStoryIsRefusedByItsField(String field, String json) {
        assertProblem(client.post("/stories", json), 400, field);
        assertProblem(client.post("/stories/batch", "[" + story(owner, "1") + "," + json + "]"), 400, field);
        assertThat(client.get("/stories/" + owner).body()).isEqualTo("{\"items\":[],\"cursor\":null}");
    }

    @Test
    void anExistingStoryIsReplacedUnlessTheRequestForbidsIt() {
        assertThat(client.with("If-None-Match", "*")
                        .post("/stories", story(owner, "1", "First", null))
                        .status())
                .isEqualTo(201);

        assertProblem(
                client.with("If-None-Match", "*").post("/stories", story(owner, "1", "Second", null)), 409, "storyId");
        assertThat(client.get("/stories/" + owner + "/1").body()).contains("First");

        assertThat(client.post("/stories", story(owner, "1", "Third", null)).status())
                .isEqualTo(201);
        assertThat(client.get("/stories/" + owner + "/1").body()).contains("Third");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "{",
                "{'owner':'a','storyId':'1'",
                "{'owner':'a','storyId':'1'} x",
                "[]",
                "null",
                "'text'",
                "7",
                "{owner:1}",
                "nothing"
            })
    void aBodyThatIsNoStoryIsRefused(String json) {
        String body = json == null ? "" : json.replace('\'', '"');

        assertProblem(client.post("/stories", body), 400, "body");
        assertProblem(client.put("/stories/" + owner + "/1", body), 400, "body");
    }

    static Stream<HostileBody> hostileBodies() {
        return HostileBody.all();
    }

    /** Unknown members are ignored; nothing that is in a body picks a class or another item. */
    @ParameterizedTest
    @MethodSource("hostileBodies")
    void bodiesMadeUpByAnAttackerAreRefusedOrMeanNoMoreThanTheirStory(HostileBody body) {
        Answer answer = client.send("POST", "/stories", body.bytes(), "application/json");
        if (body.status() == 201) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body())
                    .isEqualTo("{\"owner\":\"a\",\"storyId\":\"1\",\"title\":null,\"content\":null,\"likes\":0}");
            assertThat(client.get("/stories/b").body()).isEqualTo("{\"items\":[],\"cursor\":null}");
        } else {
            assertProblem(answer, body.status(), body.field());
            assertThat(answer.body().length()).isLessThan(1000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{'owner':'a','storyId':'1'}", "[1]", "[[]]", "[", "null"})
    void aBatchThatIsNoArrayOfStoriesIsRefused(String json) {
        assertProblem(client.post("/stories/batch", json.replace('\'', '"')), 400, "body");
    }

    @Test
    void aNullInABatchIsRefusedByItsPlace() {
        assertProblem(client.post("/stories/batch", "[" + story(owner, "1") + ",null]"), 400, "[1]");
        assertThat(client.get("/stories/" + owner + "/1").status()).isEqualTo(404);
    }

    @Test
    void putRefusesABodyWithAnotherKey() {
        assertProblem(client.put("/stories/" + owner + "/1", story("other", "1")), 400, "owner");
        assertProblem(client.put("/stories/" + owner + "/1", story(owner, "2")), 400, "storyId");
        assertProblem(client.put("/stories/" + owner + "/1", story("", "1")), 400, "owner");
        assertThat(client.get("/stories/" + owner + "/1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"GET", "PUT", "DELETE"})
    void aBadKeyInAPathIsRefusedByItsField(String method) {
        assertProblem(client.send(method, "/stories/a%23b/1", "{}"), 400, "owner");
        assertProblem(client.send(method, "/stories/a/1%232", "{}"), 400, "storyId");
        assertProblem(client.send(method, "/stories/" + "a".repeat(2044) + "/1", "{}"), 400, "owner");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=-1, limit",
        "limit=1001, limit",
        "limit=abc, limit",
        "limit=1.5, limit",
        "limit=99999999999, limit",
        "reverse=maybe, reverse",
        "prefix=a%23, prefix",
        "prefix=%00, prefix",
        "cursor=rubbish, cursor",
        "cursor=%00, cursor",
        "cursor=AAAA, cursor"
    })
    void aBadParameterIsRefusedByItsName(String parameter, String field) {
        assertProblem(client.get("/stories/" + owner + "?" + parameter), 400, field);
    }

    @Test
    void aPrefixThatIsTooLongIsRefusedByItsName() {
        assertProblem(client.get("/stories/" + owner + "?prefix=" + "1".repeat(1100)), 400, "prefix");
    }

    @Test
    void aBadOwnerOfAListIsRefused() {
        assertProblem(client.get("/stories/a%23b"), 400, "owner");
        assertProblem(client.get("/stories/a%23b?prefix=1"), 400, "owner");
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        client.post("/stories/batch", "[" + story(owner, "10") + "," + story(owner, "11") + "]");
        String cursor = encode(client.get("/stories/" + owner + "?limit=1")
                .json()
                .get("cursor")
                .asString());

        assertThat(client.get("/stories/" + owner + "?cursor=" + cursor).status())
                .isEqualTo(200);
        assertProblem(client.get("/stories/other?cursor=" + cursor), 400, "cursor");
        assertProblem(client.get("/stories/" + owner + "?reverse=true&cursor=" + cursor), 400, "cursor");
        assertProblem(client.get("/stories/" + owner + "?prefix=1&cursor=" + cursor), 400, "cursor");
    }

    @Test
    void parametersThatCannotBeDecodedAreRefused() {
        assertProblem(client.get("/stories/" + owner + "?prefix=%C3%28"), 400, null);
    }

    @ParameterizedTest
    @CsvSource({"/stories/%00/1", "/stories/%C3%28/1"})
    void pathsThatTomcatRefusesAreProblemsToo(String path) {
        assertProblem(client.get(path), 400, null);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json;charset=none",
        "rubbish"
    })
    void otherMediaTypesAreRefused(String contentType) {
        assertProblem(client.send("POST", "/stories", story(owner, "1"), contentType), 415, null);
        assertProblem(client.send("PUT", "/stories/" + owner + "/1", story(owner, "1"), contentType), 415, null);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /page/",
        "POST, /nope",
        "GET, /error",
        "GET, /stories/",
        "GET, /stories/a/",
        "GET, /stories//1",
        "GET, /stories/a/1/2"
    })
    void unknownPathsAreNotFound(String method, String path) {
        assertProblem(client.send(method, path, ""), 404, null);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /",
        "PUT, /stories/a",
        "PUT, /stories",
        "POST, /stories/a/1",
        "PATCH, /stories/a",
        "GET, /stories/a/1/likes",
        "PUT, /stories/a/1/move",
        "TRACE, /stories/a"
    })
    void otherMethodsAreNotAllowed(String method, String path) {
        assertProblem(client.send(method, path, ""), 405, null);
    }

    @Test
    void anUnknownStoryIsAProblem() {
        assertProblem(client.get("/stories/" + owner + "/1"), 404, null);
    }

    @Test
    void aFailureOfTheDatabaseIsAProblemThatTellsNothingOfIt() {
        dropTable();
        try {
            assertProblem(client.post("/stories", story(owner, "1")), 503, null);
            assertProblem(client.post("/stories/batch", "[" + story(owner, "1") + "]"), 503, null);
            assertProblem(client.get("/stories/" + owner + "/1"), 503, null);
            assertProblem(client.get("/stories/" + owner), 503, null);
            assertProblem(client.delete("/stories/" + owner + "/1"), 503, null);
        } finally {
            store.table("stories").createTable();
        }
        assertThat(client.post("/stories", story(owner, "1")).status()).isEqualTo(201);
    }

    private static void assertProblem(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("field").asString(null)).isEqualTo(field);
        assertThat(answer.body())
                .doesNotContain(
                        "io.dynawrap", "Exception", "\\tat ", "USER#", "STORY#", "jdbc", "amazon", "tools.jackson");
    }
}
