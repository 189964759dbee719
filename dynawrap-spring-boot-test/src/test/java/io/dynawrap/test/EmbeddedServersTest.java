package io.dynawrap.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddedServersTest {

    private static final String POSTGRES = "--dynawrap.backend=postgres";
    private static final String DYNAMODB = "--dynawrap.backend=dynamodb";
    private static final Note NOTE = new Note("1", "text");

    @Test
    void anApplicationWithoutABackendRunsOnPostgres() {
        try (ConfigurableApplicationContext context = run()) {
            assertThat(saveAndGet(context)).contains(NOTE);
            assertThat(context.getBeansOfType(PostgresDatabase.class)).hasSize(1);
            assertThat(context.getBeansOfType(DynamoDbLocalAccount.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--dynawrap.dynamodb.region=eu-west-1", "--dynawrap.dynamodb.endpoint=http://nowhere.invalid"})
    void anApplicationWithSettingsOfDynamoDbOnlyRunsOnDynamoDbLocal(String setting) {
        try (ConfigurableApplicationContext context = run(setting)) {
            assertThat(saveAndGet(context)).contains(NOTE);
            assertThat(context.getBeansOfType(DynamoDbLocalAccount.class)).hasSize(1);
            assertThat(context.getBeansOfType(PostgresDatabase.class)).isEmpty();
        }
    }

    @Test
    void anApplicationWithoutAConnectionPoolRunsOnDynamoDbLocal() {
        StandardEnvironment environment = new StandardEnvironment();
        new EmbeddedBackend(environment, new DefaultListableBeanFactory(), new FilteredClassLoader("com.zaxxer.hikari"))
                .selectImports(AnnotationMetadata.introspect(EmbeddedServers.class));
        assertThat(environment.getProperty("dynawrap.backend")).isEqualTo("dynamodb");
    }

    @Test
    void anApplicationOnPostgresRunsOnItWhateverAddressIsConfigured() {
        try (ConfigurableApplicationContext context =
                run(POSTGRES, "--spring.datasource.url=jdbc:postgresql://nowhere.invalid/x")) {
            assertThat(saveAndGet(context)).contains(NOTE);
        }
    }

    @Test
    void anApplicationOnDynamoDbRunsOnDynamoDbLocalWhateverAddressIsConfigured() {
        try (ConfigurableApplicationContext context =
                run(DYNAMODB, "--dynawrap.dynamodb.endpoint=http://nowhere.invalid")) {
            assertThat(saveAndGet(context)).contains(NOTE);
            assertThat(context.getBeansOfType(DynamoDbLocalAccount.class)).hasSize(1);
            assertThat(context.getBeansOfType(PostgresDatabase.class)).isEmpty();
        }
    }

    @Test
    void eachApplicationHasADatabaseOfItsOwnOnOnePostgres() {
        try (ConfigurableApplicationContext first = run(POSTGRES);
                ConfigurableApplicationContext second = run(POSTGRES)) {
            saveAndGet(first);
            assertThat(get(second)).isEmpty();
            assertThat(address(second)).hasPort(address(first).getPort());
        }
    }

    @Test
    void aDatabaseIsDroppedWithItsApplication() {
        String query = "SELECT count(*) FROM pg_database WHERE datname = ?";
        try (ConfigurableApplicationContext first = run(POSTGRES)) {
            JdbcTemplate jdbcTemplate = first.getBean(JdbcTemplate.class);
            String name;
            try (ConfigurableApplicationContext second = run(POSTGRES)) {
                name = address(second).getPath().substring(1);
                assertThat(jdbcTemplate.queryForObject(query, Integer.class, name))
                        .isEqualTo(1);
            }
            assertThat(jdbcTemplate.queryForObject(query, Integer.class, name)).isZero();
        }
    }

    @Test
    void eachApplicationHasTablesOfItsOwnOnOneDynamoDbLocal() {
        try (ConfigurableApplicationContext first = run(DYNAMODB);
                ConfigurableApplicationContext second = run(DYNAMODB)) {
            saveAndGet(first);
            assertThat(get(second)).isEmpty();
            assertThat(endpoint(second)).isEqualTo(endpoint(first));
        }
    }

    @Test
    void aPostgresOnADirectoryStopsWithItsApplication(@TempDir Path directory) {
        URI address;
        try (ConfigurableApplicationContext context =
                run("--dynawrap.embedded.postgres.data-directory=" + directory.resolve("pg"))) {
            address = address(context);
        }
        assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
    }

    @Test
    void noServerStartsForAnApplicationWithConnectionDetailsOfItsOwn() {
        try (ConfigurableApplicationContext context = run(POSTGRES)) {
            JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
            try (ConfigurableApplicationContext other = run(
                    application -> application.addInitializers(
                            added -> added.getBeanFactory().registerSingleton("ownDetails", details)),
                    POSTGRES)) {
                assertThat(saveAndGet(other)).contains(NOTE);
                assertThat(other.getBean(JdbcConnectionDetails.class)).isSameAs(details);
            }
            assertThat(get(context)).contains(NOTE);
        }
    }

    @Test
    void postgresKeepsItsDataInAConfiguredDirectory(@TempDir Path directory) {
        String property = "--dynawrap.embedded.postgres.data-directory=" + directory.resolve("pg");
        try (ConfigurableApplicationContext context = run(property)) {
            saveAndGet(context);
        }
        try (ConfigurableApplicationContext context = run(property)) {
            assertThat(get(context)).contains(NOTE);
        }
    }

    @Test
    void aDirectoryInUseIsNamedInTheFailure(@TempDir Path directory) {
        String property = "--dynawrap.embedded.postgres.data-directory=" + directory.resolve("pg");
        try (ConfigurableApplicationContext context = run(property)) {
            assertThatThrownBy(() -> run(property).close())
                    .hasStackTraceContaining("dynawrap.embedded.postgres.data-directory")
                    .hasStackTraceContaining(directory.resolve("pg").toString());
            assertThat(saveAndGet(context)).contains(NOTE);
        }
    }

    @Test
    void oneLineOfLogSaysWherePostgresRuns(CapturedOutput output) {
        try (ConfigurableApplicationContext context = run(POSTGRES)) {
            assertThat(linesAbout(output, "PostgreSQL"))
                    .singleElement()
                    .asString()
                    .contains(" INFO ", jdbcUrl(context), "deleted at the end");
            assertThat(linesAbout(output, "i.z.t.d.p.embedded")).isEmpty();
        }
    }

    @Test
    void oneLineOfLogSaysWhereDynamoDbLocalRuns(CapturedOutput output) {
        try (ConfigurableApplicationContext context = run(DYNAMODB)) {
            saveAndGet(context);
            assertThat(linesAbout(output, "DynamoDB Local runs"))
                    .singleElement()
                    .asString()
                    .contains(" INFO ", endpoint(context).toString(), "in memory");
            assertThat(linesAbout(output, "LocalDynamoDBServerHandler")).isEmpty();
            assertThat(linesAbout(output, "org.eclipse.jetty")).isEmpty();
        }
    }

    @Test
    void aConfiguredLevelOfAServersLoggerWins(CapturedOutput output) {
        run(DYNAMODB, "--logging.level.software.amazon.dynamodb=INFO").close();

        assertThat(linesAbout(output, "LocalDynamoDBServerHandler")).isNotEmpty();
    }

    @Test
    void thePropertyIsDescribedForEditors() throws IOException {
        try (var metadata = EmbeddedServers.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"dynawrap.embedded.postgres.data-directory\"")
                    .contains("Directory in which the embedded PostgreSQL keeps its data");
        }
    }

    private static ConfigurableApplicationContext run(String... args) {
        return run(application -> {}, args);
    }

    private static ConfigurableApplicationContext run(Consumer<SpringApplication> change, String... args) {
        StandardEnvironment environment = new StandardEnvironment();
        // a region set in the shell would be a second candidate
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        SpringApplicationBuilder builder = new SpringApplicationBuilder(NoteApplication.class, EmbeddedServers.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off");
        change.accept(builder.application());
        return builder.run(args);
    }

    private static Optional<Note> saveAndGet(ConfigurableApplicationContext context) {
        context.getBean(ItemStore.class).save(NOTE);
        return get(context);
    }

    private static Optional<Note> get(ConfigurableApplicationContext context) {
        return context.getBean(ItemStore.class).get(Note.class, KeyValues.of("id", "1"));
    }

    private static String jdbcUrl(ConfigurableApplicationContext context) {
        return context.getBean(JdbcConnectionDetails.class).getJdbcUrl();
    }

    private static URI address(ConfigurableApplicationContext context) {
        return URI.create(jdbcUrl(context).substring("jdbc:".length()));
    }

    private static URI endpoint(ConfigurableApplicationContext context) {
        return context.getBean(DynamoDbConnectionDetails.class).endpoint();
    }

    private static Stream<String> linesAbout(CapturedOutput output, String text) {
        return output.getAll().lines().filter(line -> line.contains(text));
    }

    private static void connect(URI address) throws IOException {
        new Socket(address.getHost(), address.getPort()).close();
    }
}
