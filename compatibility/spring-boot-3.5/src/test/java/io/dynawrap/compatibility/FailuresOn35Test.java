package io.dynawrap.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What someone reads on Spring Boot 3.5 whose application did not start. */
@ExtendWith(OutputCaptureExtension.class)
class FailuresOn35Test {

    @Test
    void noBackendShowsWhatToWrite(CapturedOutput output) {
        assertStops();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Dynawrap has no database to store items in:")
                .contains("For DynamoDB: Set dynawrap.dynamodb.region. In application.yml:");
    }

    @Test
    void twoBackendsShowWhatWasFound(CapturedOutput output) {
        assertStops(
                "dynawrap.dynamodb.region=eu-west-1", "spring.datasource.url=jdbc:postgresql://localhost:1/nowhere");
        assertThat(output)
                .contains("- dynamodb: dynawrap.dynamodb.region is set to eu-west-1")
                .contains("- postgres: there is a DataSource at jdbc:postgresql://localhost:1/nowhere");
    }

    @Test
    void anUnknownBackendShowsTheKnownOnes(CapturedOutput output) {
        assertStops("dynawrap.backend=oracle");
        assertThat(output)
                .contains("Property: dynawrap.backend")
                .contains("DYNAMODB")
                .contains("POSTGRES");
    }

    private static void assertStops(String... properties) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(NotesApplication.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .run()
                        .close())
                .isInstanceOf(Exception.class);
    }
}
