package io.dynawrap.docs.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The jar of a module, those of its sources and its Javadoc beside it, and what each of them holds. */
record PublishedJars(Path folder, String artifactId, String version) {

    private static final List<String> LEGAL_FILES = List.of("META-INF/LICENSE", "META-INF/NOTICE");

    Path jar(String suffix) {
        return folder.resolve(artifactId + "-" + version + suffix + ".jar");
    }

    void assertComplete() throws IOException {
        for (String suffix : List.of("", "-sources", "-javadoc")) {
            assertThat(jar(suffix)).exists();
            for (String file : LEGAL_FILES) {
                assertThat(text(jar(suffix), file))
                        .as("%s in %s", file, jar(suffix))
                        .isNotBlank();
            }
        }
        // Java itself reads the manifest, and refuses names that no module can have
        assertThat(ModuleFinder.of(jar("")).findAll())
                .as("module in %s", jar(""))
                .singleElement()
                .satisfies(module -> assertThat(module.descriptor().name()).startsWith("io.dynawrap"));
        try (JarFile jar = new JarFile(jar("").toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .as("Automatic-Module-Name in %s", jar(""))
                    .isNotBlank();
        }
        if (Files.exists(sources())) {
            assertThat(text(jar("-sources"), "io/dynawrap")).as("sources").isNotNull();
            assertThat(text(jar("-javadoc"), "index.html")).as("Javadoc").isNotBlank();
        }
    }

    private Path sources() {
        return Path.of("..", artifactId, "src", "main", "java");
    }

    private static @Nullable String text(Path file, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? null : new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
