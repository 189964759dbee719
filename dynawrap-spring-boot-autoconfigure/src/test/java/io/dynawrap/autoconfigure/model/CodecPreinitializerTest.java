package io.dynawrap.autoconfigure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What is prepared in the background while an application starts. */
class CodecPreinitializerTest {

    @Test
    void springBootAsksForIt() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
                .hasAtLeastOneElementOfType(CodecPreinitializer.class);
    }

    @Test
    void theModelItExaminesIsOne() {
        // Spring Boot would say nothing of a failure, and the application start as slowly as without it
        assertThatNoException().isThrownBy(() -> new CodecPreinitializer().preinitialize());
    }

    @Test
    void theModelItExaminesIsNoModelOfAnApplication() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            AutoConfigurationPackages.register(context, "io.dynawrap.autoconfigure");
            context.refresh();

            assertThat(ModelScan.models(context))
                    .isNotEmpty()
                    .noneMatch(model -> model.getName().startsWith(CodecPreinitializer.class.getName()));
        }
    }
}
