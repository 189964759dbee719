package io.dynawrap.test.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real restarts by devtools, which a process of its own is needed for: they do nothing in a test. */
class DevtoolsRestartTest {

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "dynamodb"})
    void serverAndDataOutliveARestart(String backend) throws Exception {
        List<String> lines = run("--dynawrap.backend=" + backend);

        assertThat(lines.stream().filter(line -> line.startsWith("VISIT ")))
                .as(String.join("\n", lines))
                .containsExactly(
                        "VISIT [Visit[number=1]] by RestartClassLoader from AppClassLoader",
                        "VISIT [Visit[number=1], Visit[number=2]] by RestartClassLoader from AppClassLoader",
                        "VISIT [Visit[number=1], Visit[number=2], Visit[number=3]] by RestartClassLoader from AppClassLoader");
    }

    @Test
    void postgresOnADirectoryOutlivesARestartAndIsStoppedAtTheEnd(@TempDir Path directory) throws Exception {
        List<String> lines = run("--dynawrap.embedded.postgres.data-directory=" + directory.resolve("pg"));

        assertThat(lines)
                .anyMatch(line -> line.startsWith("VISIT [Visit[number=1], Visit[number=2], Visit[number=3]]"));
        assertThat(Files.exists(directory.resolve("pg/postmaster.pid"))).isFalse();
    }

    private static List<String> run(String argument) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RestartingApplication.class.getName(),
                argument,
                "--spring.main.web-application-type=none",
                "--spring.devtools.livereload.enabled=false");
        builder.environment().remove("AWS_REGION");
        Process process = builder.redirectErrorStream(true).start();
        try {
            List<String> lines = output(process);
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
            return lines;
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroyForcibly();
        }
    }

    private static List<String> output(Process process) throws IOException {
        try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Stream<String> lines = reader.lines()) {
            return lines.toList();
        }
    }
}
