package io.dynawrap.docs.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a build packages of each module that is published. */
class PublishedJarsIT {

    static List<String> modulesWithJar() {
        return Pom.publishedModules().stream()
                .filter(module ->
                        Pom.ofModule(module).texts("/project/packaging").isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modulesWithJar")
    void everyModuleHasItsJarsWithLegalFilesAndAModuleName(String module) throws IOException {
        new PublishedJars(Path.of("..", module, "target"), module, System.getProperty("project.version"))
                .assertComplete();
    }

    @Test
    void theBomListsEveryPublishedModule() {
        assertThat(Pom.ofModule("dynawrap-bom").texts("//dependencyManagement//artifactId"))
                .containsExactlyElementsOf(modulesWithJar());
    }
}
