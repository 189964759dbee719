package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.encode;
import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A client cannot tell the profiles apart: the same requests have the same answers, to the byte. */
class ProfilesAnswerAlikeTest {

    private static final List<String> HEADERS = List.of("Content-Type", "Location", "ETag", "Allow", "Accept");

    private final List<String> transcript = new ArrayList<>();
    private StoryClient client;

    @Test
    void theSameRequestsHaveTheSameAnswersUnderBothProfiles() {
        List<String> onPostgres = answers("default");
        List<String> onDynamoDb = answers("dynamodb");

        assertThat(onPostgres)
                .hasSizeGreaterThan(60)
                .anySatisfy(answer ->
                        assertThat(answer).contains("GET /stories/joe/1 200").contains("\"title\":\"T1\""));
        assertThat(onDynamoDb).isEqualTo(onPostgres);
    }

    private List<String> answers(String profile) {
        SpringApplication.Running running = SpringApplication.from(SampleApplication::main)
                .with(EmbeddedServers.class)
                .run("--server.port=0", "--spring.profiles.active=" + profile);
        try (ConfigurableApplicationContext context = running.getApplicationContext()) {
            client = new StoryClient(
                    ((WebServerApplicationContext) context).getWebServer().getPort());
            transcript.clear();
            writeAndRead();
            walkPages();
            checkBeforeWriting();
            expire();
            likePatchAndMove();
            ask();
            sendRubbish();
            return List.copyOf(transcript);
        }
    }

    private void writeAndRead() {
        for (String id : List.of("1", "10", "2", "a%b", "a_b", "ü", "\uD83D\uDE00", "\uFF5E", "A", "z/z")) {
            send("POST", "/stories", story("joe", id, "T" + id, "\"quoted\" \n é"));
        }
        send("GET", "/stories/joe/1", "");
        send("GET", "/stories/joe/z%2Fz", "");
        send("PUT", "/stories/joe/1", "{\"title\":\"new\"}");
        send("PUT", "/stories/joe/1", story("joe", "2"));
        send("DELETE", "/stories/joe/2", "");
        send("DELETE", "/stories/joe/2", "");
        send("GET", "/stories/joe/2", "");
        send(
                "POST",
                "/stories/batch",
                IntStream.range(0, 150)
                        .mapToObj(i -> story("jane", "%03d".formatted(i % 140), "T" + i, null))
                        .collect(Collectors.joining(",", "[", "]")));
        for (String parameters : List.of(
                "", "?reverse=true", "?prefix=1", "?prefix=a_", "?prefix=a%25", "?limit=3&reverse=true", "?prefix=x")) {
            send("GET", "/stories/joe" + parameters, "");
        }
        send("GET", "/stories/nobody", "");
    }

    private void walkPages() {
        for (String parameters : List.of("limit=50", "limit=33&reverse=true", "limit=4&prefix=01", "limit=140")) {
            String cursor = "";
            do {
                JsonNode page = send("GET", "/stories/jane?" + parameters + "&cursor=" + encode(cursor), "")
                        .json();
                cursor = page.get("cursor").asString("");
            } while (!cursor.isEmpty());
        }
    }

    private void checkBeforeWriting() {
        String profile = "/owners/joe/profile";
        send("GET", profile, "");
        for (String header :
                List.of("If-None-Match: *", "If-Match: \"1\"", "If-Match: \"1\"", "If-Match: *", "If-None-Match: *")) {
            sendWith(header, "PUT", profile, "{\"name\":\"Joe\",\"bio\":\"as of " + header.charAt(3) + "\"}");
            send("GET", profile, "");
        }
        send("PUT", profile, "{}");
        send("DELETE", profile, "");
        sendWith("If-Match: \"1\"", "DELETE", profile, "");
        sendWith("If-Match: \"3\"", "DELETE", profile, "");
        sendWith("If-Match: \"3\"", "DELETE", profile, "");
        sendWith("If-Match: \"3\"", "PUT", profile, "{}");
        sendWith("If-None-Match: *", "POST", "/stories", story("joe", "1", "second", null));
        sendWith("If-None-Match: *", "POST", "/stories", story("joe", "new", "first", null));
        send("GET", "/stories/joe", "");
    }

    private void expire() {
        for (String second : List.of("2020-01-01T00:00:00Z", "2999-12-31T23:59:59.999Z", "then")) {
            String story = "{\"owner\":\"jim\",\"storyId\":\"1\",\"expiresAt\":\"" + second + "\"}";
            sendWith("If-None-Match: *", "POST", "/stories", story);
            send("GET", "/stories/jim/1", "");
            send("GET", "/stories/jim", "");
        }
    }

    private void likePatchAndMove() {
        for (String story : List.of("/stories/joe/1", "/stories/joe/absent")) {
            send("POST", story + "/likes", "");
            send("POST", story + "/likes", "");
            for (String patch : List.of(
                    "{\"title\":\"patched\"}",
                    "{\"content\":null}",
                    "{}",
                    "{\"likes\":1}",
                    "{\"title\":7}",
                    "[]",
                    "{")) {
                send("PATCH", story, patch);
            }
            send("PUT", story, "{\"title\":\"replaced\"}");
            send("GET", story, "");
        }
        for (String to : List.of("{}", "{\"to\":\"\"}", "{\"to\":\"jack\"}", "{\"to\":\"joe\"}", "{\"to\":7}")) {
            send("POST", "/stories/joe/1/move", to);
            send("POST", "/stories/joe/nothing/move", to);
        }
        sendWith("If-None-Match: *", "PUT", "/owners/jack/profile", "{\"name\":\"Jack\"}");
        send("POST", "/stories/joe/1/move", "{\"to\":\"jack\"}");
        send("POST", "/stories", story("joe", "1", "again", null));
        send("POST", "/stories/joe/1/move", "{\"to\":\"jack\"}");
        send("GET", "/stories?key=jack/1&key=joe/1&key=joe/none&key=joe/z/z&key=jack/1", "");
        for (String keys : List.of("", "?key=", "?key=joe", "?key=a%23/1", "?keys=joe/1")) {
            send("GET", "/stories" + keys, "");
        }
    }

    private void ask() {
        for (String parameters : List.of(
                "from=050&to=060",
                "from=050&to=060&reverse=true&limit=3",
                "to=001",
                "from=139",
                "minLikes=1",
                "minLikes=-1",
                "minLikes=x",
                "from=%23",
                "prefix=1&from=2")) {
            send("GET", "/stories/jane?" + parameters, "");
        }
        send("GET", "/stories/joe?minLikes=1", "");
        for (String owner : List.of("jane", "nobody", "a%23b")) {
            send("GET", "/stories/" + owner + "/count", "");
            send("DELETE", "/stories/" + owner, "");
            send("GET", "/stories/" + owner + "/count", "");
        }
        send("POST", "/stories", story("joe", "count"));
        for (String owner : List.of("joe", "jack", "jim", "nobody", "a%23b")) {
            send("GET", "/owners/" + owner, "");
        }
    }

    private void sendRubbish() {
        StoryProblemsContract.badStories().forEach(bad -> send("POST", "/stories", (String) bad.get()[1]));
        HostileBody.all()
                .forEach(body ->
                        record("POST", "/stories", client.send("POST", "/stories", body.bytes(), "application/json")));
        for (String body : List.of("{", "[]", "null", "7")) {
            send("POST", "/stories", body);
            send("POST", "/stories/batch", body);
        }
        for (String parameters : List.of("limit=0", "limit=abc", "reverse=maybe", "prefix=%23", "cursor=rubbish")) {
            send("GET", "/stories/joe?" + parameters, "");
        }
        send("GET", "/stories/%00/1", "");
        send("GET", "/stories/a%23b/1", "");
        send("GET", "/nope", "");
        send("PATCH", "/stories", "{}");
    }

    private Answer send(String method, String path, String json) {
        return record(method, path, client.send(method, path, json));
    }

    private void sendWith(String header, String method, String path, String json) {
        String[] parts = header.split(": ");
        record(header + " " + method, path, client.with(parts[0], parts[1]).send(method, path, json));
    }

    private Answer record(String method, String path, Answer answer) {
        String headers = HEADERS.stream()
                .flatMap(name -> answer.header(name).map(value -> name + ": " + value).stream())
                .collect(Collectors.joining("\n"));
        transcript.add(method + " " + path + " " + answer.status() + "\n" + headers + "\n" + answer.body());
        return answer;
    }
}
