package io.dynawrap.docs.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.docs.Guides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Maven Central requires, of the files that the profile {@code release} stages. The profile runs it; a normal build does
 * not.
 */
class StagedReleaseCheck {

    private static final Path STAGED = Guides.ROOT.resolve("target/staging/io/dynawrap");
    private static final String VERSION = System.getProperty("project.version");
    private static final Map<String, String> DIGESTS = Map.of("md5", "MD5", "sha1", "SHA-1");

    private static final List<String> FILES_WITH_JAR =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json");
    private static final Map<String, List<String>> FILES_OF_POM =
            Map.of("dynawrap-bom", List.of(".pom"), "dynawrap-parent", List.of(".pom", "-cyclonedx.json"));

    static List<String> artifacts() {
        return Stream.concat(Stream.of("dynawrap-parent"), Pom.publishedModules().stream())
                .sorted()
                .toList();
    }

    @Test
    void theVersionIsThatOfARelease() {
        assertThat(VERSION).matches("\\d+\\.\\d+\\.\\d+(-[A-Z0-9.]+)?").doesNotEndWith("-SNAPSHOT");
    }

    @Test
    void exactlyThePublishedModulesAreStaged() throws IOException {
        try (Stream<Path> staged = Files.list(STAGED)) {
            assertThat(staged.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(artifacts());
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void everyFileHasASignatureAndRightChecksums(String artifact) throws Exception {
        List<Path> files = files(artifact);
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(beside(file, "asc")).content().startsWith("-----BEGIN PGP SIGNATURE-----");
            for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
                byte[] hash = MessageDigest.getInstance(digest.getValue()).digest(Files.readAllBytes(file));
                assertThat(beside(file, digest.getKey()))
                        .content()
                        .isEqualTo(HexFormat.of().formatHex(hash));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void thePomHoldsWhatCentralRequires(String artifact) throws IOException {
        Path file = folder(artifact).resolve(artifact + "-" + VERSION + ".pom");
        Pom pom = Pom.of(file);
        for (String path : List.of(
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organizationUrl",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(pom.texts("/project/" + path))
                    .as("%s in %s", path, file)
                    .singleElement()
                    .satisfies(text -> assertThat(text).isNotBlank().doesNotEndWith("/" + artifact));
        }
        assertThat(file).content().doesNotContain("${", "-SNAPSHOT", "<repositories>", "<pluginRepositories>");
        assertThat(pom.texts("/project/dependencies/dependency[not(version)]/artifactId"))
                .as("dependencies without a version in %s", file)
                .isEmpty();
    }

    /** Only the dry run stages addresses in the domain {@code invalid}, which RFC 2606 reserves for names that do not exist. */
    @ParameterizedTest
    @MethodSource("artifacts")
    @DisabledIfSystemProperty(named = "dynawrap.release.dry-run", matches = "true")
    void theAddressesAreNoPlaceholders(String artifact) {
        assertThat(folder(artifact).resolve(artifact + "-" + VERSION + ".pom"))
                .content()
                .doesNotContain(".invalid");
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void everyJarHasItsSourcesJavadocLegalFilesAndModuleName(String artifact) throws IOException {
        boolean hasJar = Pom.of(folder(artifact).resolve(artifact + "-" + VERSION + ".pom"))
                .texts("/project/packaging")
                .isEmpty();
        if (hasJar) {
            new PublishedJars(folder(artifact), artifact, VERSION).assertComplete();
        }
        assertThat(files(artifact).stream()
                        .map(file -> file.getFileName().toString().replace(artifact + "-" + VERSION, "")))
                .as("files of %s", artifact)
                .containsExactlyInAnyOrderElementsOf(hasJar ? FILES_WITH_JAR : FILES_OF_POM.get(artifact));
    }

    /** The files of a module without their checksums and signatures. */
    private static List<Path> files(String artifact) throws IOException {
        try (Stream<Path> files = Files.list(folder(artifact))) {
            return files.filter(file -> !file.toString().matches(".*\\.(md5|sha1|asc)"))
                    .toList();
        }
    }

    private static Path folder(String artifact) {
        return STAGED.resolve(artifact).resolve(VERSION);
    }

    private static Path beside(Path file, String extension) {
        return file.resolveSibling(file.getFileName() + "." + extension);
    }
}
