package io.dynawrap.starter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.StoreAdmin;
import java.io.File;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that has this starter and no other starter of Dynawrap. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresStarterTest {

    @SpringBootApplication
    static class PoemsApplication {}

    @DbItem(pk = "SHELF#{shelf}", sk = "BOOK#{title}", table = "books")
    record Poem(String shelf, String title) {}

    @Test
    void anApplicationStoresItemsInPostgres() {
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                ConfigurableApplicationContext context = SpringApplication.run(
                        PoemsApplication.class,
                        "--spring.datasource.url=" + server.jdbcUrl(),
                        "--spring.datasource.username=" + server.username(),
                        "--spring.datasource.password=" + server.password(),
                        // as on ECS and Lambda: without the AWS SDK it chooses nothing
                        "--AWS_REGION=eu-west-1")) {
            ItemStore store = context.getBean(ItemStore.class);
            Poem book = store.save(new Poem("poems", "Leaves of Grass"));

            assertThat(store.query(Poem.class, KeyValues.of("shelf", "poems")).list())
                    .containsExactly(book);
            assertThat(context.getBean(StoreAdmin.class).describe().backend()).isEqualTo("postgres");
        }
    }

    @Test
    void noJarOfTheOtherBackendIsOnTheClassPath() {
        assertThat(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(path -> path.substring(path.lastIndexOf(File.separator) + 1)))
                .anyMatch(jar -> jar.startsWith("postgresql-"))
                .noneMatch(jar -> jar.matches("(dynamodb|aws-|sdk-core|apache5-client|httpclient5).*"));
    }

    @Test
    void theOtherBackendIsAFailureThatNamesItsStarter(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(PoemsApplication.class, "--dynawrap.backend=dynamodb"))
                .hasStackTraceContaining("software.amazon.awssdk:dynamodb, is not on the class path");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Add the dependency io.dynawrap:dynawrap-spring-boot-starter-dynamodb.");
    }
}
