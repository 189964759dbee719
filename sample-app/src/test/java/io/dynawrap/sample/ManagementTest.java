package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dynawrap.test.EmbeddedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the actuator shows, and that docs/observability.md says so. */
class ManagementTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path GUIDE = Path.of("..", "docs", "observability.md");

    @ParameterizedTest
    @CsvSource({"default, postgres", "dynamodb, dynamodb"})
    void healthAndEndpointAreThoseOfTheGuide(String profile, String backend) throws IOException {
        try (ConfigurableApplicationContext context = start(
                "--spring.profiles.active=" + profile,
                "--management.endpoint.health.show-details=always",
                "--management.endpoints.web.exposure.include=health,dynawrap")) {
            StoryClient client = client(context);
            client.post("/stories", story("johndoe", "1", "One", null));

            // on a busy machine a table may give its answer after the indicator's limit: then it is there the next time
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    client.get("/actuator/health/dynawrap").json())
                            .isEqualTo(example("health", backend)));
            assertThat(client.get("/actuator/dynawrap").json()).isEqualTo(example("endpoint", backend));
            assertThat(client.get("/actuator/dynawrap/Story").json()).isEqualTo(example("count", backend));
            assertThat(client.get("/actuator/dynawrap/Story?timeout=0s").json().toString())
                    .contains("\"complete\":false");
            assertThat(client.get("/actuator/dynawrap/Nothing").status()).isEqualTo(404);
        }
    }

    @Test
    void byDefaultOnlyTheStatusIsShown() {
        try (ConfigurableApplicationContext context = start()) {
            StoryClient client = client(context);
            await().atMost(PATIENCE).untilAsserted(() -> {
                Answer health = client.get("/actuator/health");
                assertThat(health.status()).isEqualTo(200);
                assertThat(health.body()).contains("\"status\":\"UP\"").doesNotContain("dynawrap");
            });
            assertThat(client.get("/actuator/dynawrap").status()).isEqualTo(404);
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "--server.port=0";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return SpringApplication.from(SampleApplication::main)
                .with(EmbeddedServers.class)
                .run(all)
                .getApplicationContext();
    }

    private static StoryClient client(ConfigurableApplicationContext context) {
        return new StoryClient(
                ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    /** A JSON block of the guide, by the word after the language, with the name of another backend in it. */
    private static JsonNode example(String name, String backend) throws IOException {
        Matcher block = Pattern.compile("```json " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE));
        assertThat(block.find()).as(name).isTrue();
        return JsonMapper.shared().readTree(block.group(1).replace("\"postgres\"", '"' + backend + '"'));
    }
}
