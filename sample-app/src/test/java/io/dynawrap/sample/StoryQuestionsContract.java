package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Bounds, filters, counts and owners with their stories, whatever the backend. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class StoryQuestionsContract {

    private final String owner = "owner-" + UUID.randomUUID();
    private StoryClient client;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        client = new StoryClient(port);
    }

    @ParameterizedTest
    @CsvSource({
        "from=b&to=d, b|ba|c|d",
        "from=b, b|ba|c|d|da",
        "to=c, a|b|ba|c",
        "from=bb&to=cc, c",
        "from=c&to=c, c",
        "from=d&to=b, ''",
        "from=x, ''",
        "from=&to=, a|b|ba|c|d|da",
        "from=b&to=d&reverse=true, d|c|ba|b",
        "from=b&limit=2, b|ba"
    })
    void idsHaveInclusiveBounds(String parameters, String ids) {
        for (String id : List.of("a", "b", "ba", "c", "d", "da")) {
            client.post("/stories", story(owner, id));
        }

        assertThat(String.join("|", ids("?" + parameters))).isEqualTo(ids);
    }

    @Test
    void cursorsLeadThroughAllPagesInsideTheBounds() {
        writeStories(20);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = client.get(
                            "/stories/" + owner + "?from=0003&to=0016&limit=4&cursor=" + StoryClient.encode(cursor))
                    .json();
            page.get("items").forEach(item -> seen.add(item.get("storyId").asString()));
            cursor = page.get("cursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen)
                .isEqualTo(
                        IntStream.rangeClosed(3, 16).mapToObj("%04d"::formatted).toList());
    }

    @Test
    void storiesWithFewLikesAreLeftOut() {
        writeStories(6);
        for (int i = 0; i < 6; i++) {
            for (int n = 0; n < i; n++) {
                client.post("/stories/" + owner + "/000" + i + "/likes", "");
            }
        }

        assertThat(ids("?minLikes=4")).containsExactly("0004", "0005");
        assertThat(ids("?minLikes=1&to=0002")).containsExactly("0001", "0002");
        assertThat(ids("?minLikes=0")).hasSize(6);
        assertThat(ids("?minLikes=")).hasSize(6);
        assertThat(ids("?minLikes=2&limit=2")).containsExactly("0002", "0003");
        assertThat(ids("?minLikes=2&prefix=0005")).containsExactly("0005");
        assertThat(ids("?minLikes=99")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from=a%23, from",
        "to=%00, to",
        "from=a&to=a%23b, to",
        "minLikes=-1, minLikes",
        "minLikes=many, minLikes",
        "minLikes=1.5, minLikes",
        "prefix=a&from=b, prefix",
        "prefix=a&to=b, prefix"
    })
    void aBadQuestionIsRefusedByItsName(String parameters, String field) {
        Answer answer = client.get("/stories/" + owner + "?" + parameters);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().get("field").asString()).isEqualTo(field);
    }

    @Test
    void storiesAreCounted() {
        assertThat(client.get("/stories/" + owner + "/count").body()).isEqualTo("{\"count\":0}");
        writeStories(130);
        client.post("/stories", story(owner + "x", "1"));
        createProfile();

        assertThat(client.get("/stories/" + owner + "/count").body()).isEqualTo("{\"count\":130}");
    }

    @Test
    void noStoryHasTheIdThatStandsForTheCount() {
        Answer answer = client.post("/stories", story(owner, "count"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("field").asString()).isEqualTo("storyId");
    }

    @Test
    void allStoriesOfAnOwnerAreDeletedAndNothingElse() {
        writeStories(130);
        client.post("/stories", story(owner + "x", "1"));
        createProfile();

        Answer deleted = client.delete("/stories/" + owner);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{\"deleted\":130}");
        assertThat(ids("")).isEmpty();
        assertThat(client.get("/stories/" + owner + "x/1").status()).isEqualTo(200);
        assertThat(client.get("/owners/" + owner + "/profile").status()).isEqualTo(200);
        assertThat(client.delete("/stories/" + owner).body()).isEqualTo("{\"deleted\":0}");
    }

    @Test
    void anOwnerComesWithItsProfileAndItsStories() {
        String path = "/owners/" + owner;
        assertThat(client.get(path).body()).isEqualTo("{\"profile\":null,\"stories\":[]}");
        client.post("/stories", story(owner, "2", "Two", null));
        client.post("/stories", story(owner, "1", "One", null));
        String stories = "[" + client.get("/stories/" + owner + "/1").body() + ","
                + client.get("/stories/" + owner + "/2").body() + "]";
        assertThat(client.get(path).body()).isEqualTo("{\"profile\":null,\"stories\":" + stories + "}");

        createProfile();

        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.get(path).body())
                .isEqualTo("{\"profile\":" + client.get(path + "/profile").body() + ",\"stories\":" + stories + "}");
    }

    @Test
    void expiredStoriesOfAnOwnerAreLeftOut() {
        client.post(
                "/stories", "{\"owner\":\"" + owner + "\",\"storyId\":\"1\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}");

        assertThat(client.get("/owners/" + owner).body()).isEqualTo("{\"profile\":null,\"stories\":[]}");
        assertThat(client.get("/stories/" + owner + "/count").body()).isEqualTo("{\"count\":0}");
        assertThat(client.delete("/stories/" + owner).body()).isEqualTo("{\"deleted\":0}");
    }

    private void createProfile() {
        assertThat(client.with("If-None-Match", "*")
                        .put("/owners/" + owner + "/profile", "{\"name\":\"N\"}")
                        .status())
                .isEqualTo(201);
    }

    private void writeStories(int count) {
        client.post(
                "/stories/batch",
                IntStream.range(0, count)
                        .mapToObj(i -> story(owner, "%04d".formatted(i)))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private List<String> ids(String parameters) {
        Answer answer = client.get("/stories/" + owner + parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .get("items")
                .valueStream()
                .map(item -> item.get("storyId").asString())
                .toList();
    }
}
