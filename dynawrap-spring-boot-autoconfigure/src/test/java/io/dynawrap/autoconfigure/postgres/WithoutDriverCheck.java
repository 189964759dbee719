package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.none.EmptyApplication;
import io.dynawrap.spi.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Runs without PostgreSQL's driver on the class path, where a pool would find it whatever class loader it is given. */
@ExtendWith(OutputCaptureExtension.class)
class WithoutDriverCheck {

    @Test
    void aMissingDriverShowsTheDependency(CapturedOutput output) {
        assertThatThrownBy(() ->
                        Applications.start(EmptyApplication.class, "spring.datasource.url=" + Contexts.POSTGRES_URL))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("PostgreSQL, whose driver is not on the class path", "org.postgresql.Driver")
                .contains("Add the dependency io.dynawrap:dynawrap-spring-boot-starter-postgres")
                .contains("org.postgresql:postgresql at scope runtime");
    }

    @Test
    void dynamoDbNeedsNoDriver() {
        try (var context = Applications.start(EmptyApplication.class, "dynawrap.dynamodb.region=eu-west-1")) {
            assertThat(context.getBean(Backend.class).name()).isEqualTo("dynamodb");
        }
    }
}
