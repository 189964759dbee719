package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Likes, patches, moves and lists of keys, whatever the backend. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class StoryChangesContract {

    private final String owner = "owner-" + UUID.randomUUID();
    private final String other = "other-" + UUID.randomUUID();
    private final String path = "/stories/" + owner + "/1";
    private StoryClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new StoryClient(port);
    }

    @Test
    void aStoryHasNoLikesAtFirst() {
        assertThat(client.post("/stories", story(owner, "1", "T", null)).body())
                .isEqualTo(
                        "{\"owner\":\"" + owner + "\",\"storyId\":\"1\",\"title\":\"T\",\"content\":null,\"likes\":0}");
    }

    @Test
    void eachLikeIsCounted() {
        client.post("/stories", story(owner, "1"));

        assertThat(like().body()).isEqualTo("{\"likes\":1}");
        assertThat(like().body()).isEqualTo("{\"likes\":2}");
        assertThat(likes()).isEqualTo(2);
    }

    @Test
    void likesOfAnAbsentStoryCreateNothing() {
        assertThat(like().status()).isEqualTo(404);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void twoHundredLikesAtOnceAddTwoHundred() {
        client.post("/stories", story(owner, "1"));

        List<CompletableFuture<Answer>> answers = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::like))
                .toList();

        assertThat(answers.stream()
                        .map(answer -> answer.join().json().get("likes").asInt()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 200).boxed().toList());
        assertThat(likes()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST"})
    void aStoryThatIsReplacedKeepsItsLikes(String method) {
        client.post("/stories", story(owner, "1", "old", "text"));
        like();

        Answer replaced = client.send(method, method.equals("PUT") ? path : "/stories", story(owner, "1", "new", null));

        assertThat(replaced.body())
                .isEqualTo("{\"owner\":\"" + owner
                        + "\",\"storyId\":\"1\",\"title\":\"new\",\"content\":null,\"likes\":1}");
        assertThat(client.get(path).body()).isEqualTo(replaced.body());
    }

    @Test
    void aBodyDoesNotSetLikes() {
        client.put(path, "{\"title\":\"T\",\"likes\":7}");

        assertThat(likes()).isZero();
    }

    @Test
    void likesDuringReplacementsAreNotLost() {
        client.post("/stories", story(owner, "1"));
        CompletableFuture<Void> replacements = CompletableFuture.runAsync(
                () -> IntStream.range(0, 50).forEach(i -> client.put(path, "{\"title\":\"T" + i + "\"}")));

        IntStream.range(0, 50)
                .parallel()
                .forEach(i -> assertThat(like().status()).isEqualTo(200));
        replacements.join();

        assertThat(likes()).isEqualTo(50);
        assertThat(client.get(path).json().get("title").asString()).isEqualTo("T49");
    }

    @Test
    void aPatchChangesTheFieldsItNames() {
        client.post("/stories", story(owner, "1", "old", "text"));
        like();

        Answer patched = patch("{\"title\":\"new\"}");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body())
                .isEqualTo("{\"owner\":\"" + owner
                        + "\",\"storyId\":\"1\",\"title\":\"new\",\"content\":\"text\",\"likes\":1}");
        assertThat(client.get(path).body()).isEqualTo(patched.body());
        assertThat(client.send("PATCH", path, "{\"content\":\"next\"}", "application/merge-patch+json")
                        .json()
                        .get("content")
                        .asString())
                .isEqualTo("next");
    }

    @Test
    void aNullOfAPatchRemovesAField() {
        client.post("/stories", story(owner, "1", "title", "text"));

        assertThat(patch("{\"content\":null}").json().get("content").isNull()).isTrue();
        assertThat(client.get(path).json().get("title").asString()).isEqualTo("title");
    }

    @Test
    void anEmptyPatchChangesNothing() {
        Answer posted = client.post("/stories", story(owner, "1", "title", "text"));

        assertThat(patch("{}").status()).isEqualTo(200);
        assertThat(patch("{}").body()).isEqualTo(posted.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"title\":\"T\"}", "{\"content\":null}"})
    void aPatchOfAnAbsentStoryCreatesNothing(String json) {
        assertThat(patch(json).status()).isEqualTo(404);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "likes|{\"likes\":5}",
                "owner|{\"owner\":\"x\"}",
                "storyId|{\"title\":\"new\",\"storyId\":\"2\"}",
                "expiresAt|{\"expiresAt\":null}",
                "schemaVersion|{\"schemaVersion\":\"x\"}",
                "anything|{\"title\":\"new\",\"anything\":null}",
                "title|{\"title\":5}",
                "title|{\"title\":true}",
                "content|{\"title\":\"new\",\"content\":{}}",
                "content|{\"content\":[]}",
                "title|{\"title\":\"\\u0000\"}",
                "content|{\"content\":\"\\ud800\"}",
                "body|[]",
                "body|null",
                "body|7",
                "body|{"
            })
    void anyOtherPatchIsRefusedAndChangesNothing(String field, String json) {
        Answer posted = client.post("/stories", story(owner, "1", "title", "text"));

        Answer refused = patch(json);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().get("field").asString()).isEqualTo(field);
        assertThat(client.get(path).body()).isEqualTo(posted.body());
    }

    @Test
    void aPatchThatMakesTheStoryTooLargeIsRefused() {
        client.post("/stories", story(owner, "1", "t".repeat(300 * 1024), "text"));

        assertThat(patch("{\"content\":\"" + "c".repeat(120 * 1024) + "\"}").status())
                .isEqualTo(400);
        assertThat(client.get(path).json().get("content").asString()).isEqualTo("text");
    }

    @Test
    void aMovedStoryIsWithItsNextOwnerOnlyAndKeepsItsLikes() {
        client.post("/stories", story(owner, "1", "title", "text"));
        like();
        createProfile(other);

        Answer moved = move(other);

        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.body())
                .isEqualTo("{\"owner\":\"" + other
                        + "\",\"storyId\":\"1\",\"title\":\"title\",\"content\":\"text\",\"likes\":1}");
        assertThat(client.get("/stories/" + other + "/1").body()).isEqualTo(moved.body());
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void aStoryThatIsAbsentCannotMove() {
        assertThat(move(other).status()).isEqualTo(404);
        createProfile(other);
        assertThat(move(other).status()).isEqualTo(404);
        assertThat(client.get("/stories/" + other + "/1").status()).isEqualTo(404);
    }

    @Test
    void aStoryMovesToNobodyWithoutAProfile() {
        client.post("/stories", story(owner, "1"));

        assertThat(move(other).status()).isEqualTo(409);
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.get("/stories/" + other + "/1").status()).isEqualTo(404);
    }

    @Test
    void aStoryMovesOverNoOtherStory() {
        createProfile(other);
        client.post("/stories", story(owner, "1", "mine", null));
        client.post("/stories", story(other, "1", "theirs", null));

        assertThat(move(other).status()).isEqualTo(409);
        assertThat(client.get(path).json().get("title").asString()).isEqualTo("mine");
        assertThat(client.get("/stories/" + other + "/1").json().get("title").asString())
                .isEqualTo("theirs");
    }

    @Test
    void aStoryCannotMoveToItsOwner() {
        createProfile(owner);
        client.post("/stories", story(owner, "1"));

        assertThat(move(owner).status()).isEqualTo(409);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"to\":null}", "{\"to\":\"\"}", "{\"to\":\"a#b\"}", "{\"to\":\".\"}", "{\"to\":5}"})
    void aMoveNamesAnOwner(String json) {
        client.post("/stories", story(owner, "1"));

        Answer refused = client.post(path + "/move", json);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("field").asString()).isEqualTo("to");
    }

    @Test
    void noLikeIsLostAndNoStoryDoubledByAMove() {
        createProfile(other);
        client.post("/stories", story(owner, "1"));
        CompletableFuture<Long> counted = CompletableFuture.supplyAsync(() -> IntStream.range(0, 60)
                .parallel()
                .filter(i -> like().status() == 200)
                .count());

        Answer moved = move(other);
        long likesBefore = counted.join();

        assertThat(moved.status()).isEqualTo(200);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.get("/stories/" + other + "/1").json().get("likes").asLong())
                .isEqualTo(likesBefore);
    }

    @Test
    void ofMovesAtOnceOneSucceeds() {
        List<String> owners = Stream.generate(() -> "next-" + UUID.randomUUID())
                .limit(4)
                .peek(this::createProfile)
                .toList();
        client.post("/stories", story(owner, "1"));

        List<CompletableFuture<Integer>> moves = owners.stream()
                .map(next -> CompletableFuture.supplyAsync(() -> move(next).status()))
                .toList();

        assertThat(moves.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 404, 404, 404);
        assertThat(owners.stream()
                        .filter(next -> client.get("/stories/" + next + "/1").status() == 200))
                .hasSize(1);
    }

    @Test
    void storiesAreListedInTheOrderOfTheirKeys() {
        for (String id : List.of("1", "2", "a/b", "a,b")) {
            client.post("/stories", story(owner, id));
        }
        client.post("/stories", story(other, "1"));

        Answer answer = client.get("/stories?key=" + owner + "/2&key=" + other + "/1&key=" + owner + "/nothing&key="
                + owner + "/1&key=" + owner + "/a%2Fb&key=" + owner + "/2");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("owner").asString() + "/"
                                + item.get("storyId").asString()))
                .containsExactly(owner + "/2", other + "/1", owner + "/1", owner + "/a/b", owner + "/2");
        assertThat(client.get("/stories?key=" + owner + "/a,b")
                        .json()
                        .get("items")
                        .size())
                .isEqualTo(1);
        assertThat(client.get("/stories?key=" + owner + "/3").body()).isEqualTo("{\"items\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?key=", "?key=joe", "?key=joe/", "?key=/1", "?key=a%23b/1", "?key=joe/1&key=joe"})
    void aListNeedsKeys(String parameters) {
        Answer answer = client.get("/stories" + parameters);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").asString()).isEqualTo("key");
    }

    private Answer like() {
        return client.post(path + "/likes", "");
    }

    private long likes() {
        return client.get(path).json().get("likes").asLong();
    }

    private Answer patch(String json) {
        return client.send("PATCH", path, json);
    }

    private Answer move(String to) {
        return client.post(path + "/move", "{\"to\":\"" + to + "\"}");
    }

    private void createProfile(String of) {
        assertThat(client.with("If-None-Match", "*")
                        .put("/owners/" + of + "/profile", "{\"name\":\"N\"}")
                        .status())
                .isEqualTo(201);
    }
}
