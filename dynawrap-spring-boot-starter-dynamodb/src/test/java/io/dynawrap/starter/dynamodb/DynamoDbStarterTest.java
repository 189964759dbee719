package io.dynawrap.starter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.embedded.DynamoDbLocalServer;
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
class DynamoDbStarterTest {

    @SpringBootApplication
    static class NovelsApplication {}

    @DbItem(pk = "SHELF#{shelf}", sk = "BOOK#{title}", table = "books")
    record Novel(String shelf, String title) {}

    @Test
    void anApplicationStoresItemsInDynamoDb() {
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start();
                ConfigurableApplicationContext context = SpringApplication.run(
                        NovelsApplication.class,
                        "--dynawrap.dynamodb.endpoint=" + server.endpoint(),
                        "--dynawrap.dynamodb.region=" + server.region())) {
            ItemStore store = context.getBean(ItemStore.class);
            Novel book = store.save(new Novel("poems", "Leaves of Grass"));

            assertThat(store.query(Novel.class, KeyValues.of("shelf", "poems")).list())
                    .containsExactly(book);
            assertThat(context.getBean(StoreAdmin.class).describe().backend()).isEqualTo("dynamodb");
        }
    }

    @Test
    void noJarOfTheOtherBackendIsOnTheClassPath() {
        assertThat(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(path -> path.substring(path.lastIndexOf(File.separator) + 1)))
                .anyMatch(jar -> jar.startsWith("dynamodb-"))
                .noneMatch(jar -> jar.matches(
                        "(postgresql|HikariCP|spring-jdbc|spring-tx|spring-boot-jdbc|spring-boot-starter-jdbc).*"));
    }

    @Test
    void theOtherBackendIsAFailureThatNamesItsStarter(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(NovelsApplication.class, "--dynawrap.backend=postgres"))
                .hasStackTraceContaining("spring-boot-starter-jdbc, is not on the class path");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Add the dependency io.dynawrap:dynawrap-spring-boot-starter-postgres.");
    }
}
