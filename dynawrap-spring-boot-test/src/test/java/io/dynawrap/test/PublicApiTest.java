package io.dynawrap.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the published artifacts offer equals what is recorded in {@code src/test/resources/public-api}, so that a change
 * of it is a difference to review. CONTRIBUTING.md has the command that records a wanted change.
 */
class PublicApiTest {

    private static final Path RECORDED = Path.of("src", "test", "resources", "public-api");

    @ParameterizedTest
    @CsvSource({
        "dynawrap-core, io.dynawrap.ItemStore",
        "dynawrap-embedded, io.dynawrap.embedded.EmbeddedPostgresServer",
        "dynawrap-explorer, io.dynawrap.explorer.ExplorerAutoConfiguration",
        "dynawrap-spring-boot-autoconfigure, io.dynawrap.autoconfigure.DynawrapProperties",
        "dynawrap-spring-boot-test, io.dynawrap.test.EmbeddedServers"
    })
    void publicTypesAndMembersAreThoseThatAreRecorded(String artifact, Class<?> oneOfItsTypes) throws Exception {
        Path classes = Path.of(oneOfItsTypes
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String api = PublicApi.of(classes, classNames(classes));

        Path recorded = RECORDED.resolve(artifact + ".txt");
        if (Boolean.getBoolean("dynawrap.record-api")) {
            Files.writeString(recorded, api);
        }
        assertThat(api).isEqualTo(Files.readString(recorded));
    }

    /** Of a directory, which it is in the test phase, or of a jar, which it is once packaged. */
    private static List<String> classNames(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return classNamesBelow(classes);
        }
        try (FileSystem jar = FileSystems.newFileSystem(classes)) {
            return classNamesBelow(jar.getPath("/"));
        }
    }

    private static List<String> classNamesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(root.getFileSystem().getSeparator(), "."))
                    .sorted()
                    .toList();
        }
    }
}
