package io.dynawrap.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the service does with profiles, whatever the backend. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ProfileApiContract {

    private final String owner = "owner-" + UUID.randomUUID();
    private final String path = "/owners/" + owner + "/profile";
    private StoryClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new StoryClient(port);
    }

    @Test
    void createsAProfileOnce() {
        Answer created = create("Joe");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).contains("\"1\"");
        assertThat(created.body())
                .isEqualTo("{\"owner\":\"" + owner + "\",\"name\":\"Joe\",\"bio\":null,\"version\":1}");
        assertThat(create("Jim").status()).isEqualTo(412);
        assertThat(client.get(path).body()).isEqualTo(created.body());
    }

    @Test
    void getReturnsAProfileWithItsETagOr404() {
        assertThat(client.get(path).status()).isEqualTo(404);

        create("Joe");

        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.get(path).header("ETag")).contains("\"1\"");
    }

    @Test
    void replacesTheVersionThatWasReadOnly() {
        create("Joe");

        Answer replaced = replace("\"1\"", "Jo");

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).contains("\"2\"");
        assertThat(replaced.json().get("version").asInt()).isEqualTo(2);
        assertThat(replace("\"1\"", "Jim").status()).isEqualTo(412);
        assertThat(client.get(path).body()).isEqualTo(replaced.body());
    }

    @Test
    void anyVersionReplacesAProfileThatExists() {
        assertThat(replace("*", "Joe").status()).isEqualTo(412);
        create("Joe");

        assertThat(replace("*", "Jo").json().get("version").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"1\"", "\"01\"", "W/\"1\"", "1", "\"x\"", "\"9999999999999999999\""})
    void noETagReplacesAnAbsentProfile(String etag) {
        assertThat(replace(etag, "Joe").status()).isEqualTo(412);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void writesWithoutAConditionAreRefused() {
        assertThat(client.put(path, "{\"name\":\"Joe\"}").status()).isEqualTo(428);
        assertThat(client.get(path).status()).isEqualTo(404);
        create("Joe");

        assertThat(client.delete(path).status()).isEqualTo(428);
        assertThat(client.get(path).status()).isEqualTo(200);
    }

    @Test
    void deletesTheVersionThatWasReadOnly() {
        create("Joe");
        replace("\"1\"", "Jo");

        assertThat(client.with("If-Match", "\"1\"").delete(path).status()).isEqualTo(412);
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(412);
    }

    @Test
    void theOwnerOfTheBodyIsThatOfThePath() {
        Answer answer = client.with("If-None-Match", "*").put(path, "{\"owner\":\"other\",\"name\":\"Joe\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").asString()).isEqualTo("owner");
    }

    @Test
    void theStoriesOfAnOwnerDoNotListTheProfile() {
        create("Joe");
        client.post("/stories", StoryClient.story(owner, "1"));

        assertThat(client.get("/stories/" + owner).json().get("items").size()).isEqualTo(1);
    }

    @Test
    void ofEightWritersOfOneVersionOneSucceeds() {
        create("Joe");

        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> replace("\"1\"", "Joe " + n).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(answers).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
        assertThat(client.get(path).json().get("version").asInt()).isEqualTo(2);
    }

    private Answer create(String name) {
        return client.with("If-None-Match", "*").put(path, "{\"name\":\"" + name + "\"}");
    }

    private Answer replace(String etag, String name) {
        return client.with("If-Match", etag).put(path, "{\"name\":\"" + name + "\"}");
    }
}
