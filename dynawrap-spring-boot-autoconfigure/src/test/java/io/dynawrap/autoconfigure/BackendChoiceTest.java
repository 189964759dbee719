package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class BackendChoiceTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @ParameterizedTest
    @ValueSource(strings = {"dynamodb", "DYNAMODB", "DynamoDB"})
    void theBackendSettingChoosesDynamoDb(String value) {
        runner.withPropertyValues(
                        "dynawrap.backend=" + value,
                        "dynawrap.dynamodb.region=eu-west-1",
                        "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> {
                    assertThat(context).hasSingleBean(ItemStore.class);
                    assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "POSTGRES"})
    void theBackendSettingChoosesPostgres(String value) {
        runner.withPropertyValues(
                        "dynawrap.backend=" + value,
                        "dynawrap.dynamodb.region=eu-west-1",
                        "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> {
                    assertThat(context).hasSingleBean(ItemStore.class).doesNotHaveBean(DynamoDbClient.class);
                    assertThat(context.getBean(Backend.class)).isInstanceOf(PostgresBackend.class);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://localhost:1/nowhere", "jdbc:tc:postgresql:18:///nowhere"})
    void postgresIsTakenWhenOnlyADataSourceUrlIsSet(String url) {
        runner.withPropertyValues(
                        "spring.datasource.url=" + url, "spring.datasource.driver-class-name=org.postgresql.Driver")
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(PostgresBackend.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dynawrap.dynamodb.region=eu-west-1", "dynawrap.dynamodb.endpoint=http://localhost:1"})
    void dynamoDbIsTakenWhenOnlyItsPlaceIsSet(String property) {
        runner.withPropertyValues(property)
                .withSystemProperties("aws.region=eu-west-1")
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class));
    }

    @Test
    void dynamoDbIsTakenWhenOnlyAwsRegionIsSet() {
        runner.withPropertyValues("AWS_REGION=eu-west-1")
                .withSystemProperties("aws.region=eu-west-1")
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class));
    }

    @Test
    void dynamoDbIsTakenWhenOnlyItsConnectionDetailsAreThere() {
        runner.withUserConfiguration(WithConnectionDetails.class)
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class));
    }

    @Test
    void dynamoDbIsTakenWhenOnlyAClientIsThere() {
        runner.withBean("mine", DynamoDbClient.class, Clients::dynamoDb).run(context -> {
            assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class);
            assertThat(context).getBeanNames(DynamoDbClient.class).containsExactly("mine");
        });
    }

    @Test
    void twoUsableBackendsAreAFailureThatSaysHowToChoose() {
        runner.withPropertyValues(
                        "dynawrap.dynamodb.region=eu-west-1", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> {
                    FailureAnalysis analysis = BackendChoiceAnalysis.of(context);
                    assertThat(analysis.getDescription().lines())
                            .containsExactly(
                                    "Dynawrap can store items in more than one database, and 'dynawrap.backend' is not set:",
                                    "",
                                    "    - dynamodb: dynawrap.dynamodb.region is set to eu-west-1",
                                    "    - postgres: there is a DataSource at jdbc:postgresql://localhost:1/nowhere");
                    assertThat(analysis.getAction())
                            .contains("application.yml")
                            .contains("\ndynawrap.backend: dynamodb\n")
                            .contains("\ndynawrap.backend: postgres\n");
                });
    }

    /** ECS and Lambda set AWS_REGION for every application, and so do shells of developers. */
    @Test
    void aRegionInTheEnvironmentDoesNotChooseDynamoDbBesideADataSource() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(BackendChoice.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        runner.withPropertyValues("AWS_REGION=eu-central-1")
                .withSystemProperties("aws.region=eu-central-1")
                .withBean(
                        JdbcConnectionDetails.class,
                        () -> new PostgresDetails(
                                "jdbc:postgresql://me:secret@localhost:1/x?password=secret", "me", "secret"))
                .run(context -> {
                    assertThat(context.getBean(Backend.class)).isInstanceOf(PostgresBackend.class);
                    assertThat(context.getBeanFactory().containsSingleton("dynawrapDynamoDbClient"))
                            .isFalse();
                });
        logger.detachAppender(log);
        logger.setLevel(null);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Items are stored in postgres: there is a DataSource at jdbc:postgresql://localhost:1/x",
                        "Items are not stored in dynamodb, although AWS_REGION is set to eu-central-1. To store them"
                                + " there, set dynawrap.backend to dynamodb");
    }

    @Test
    void aClientOrConnectionDetailsBesideADataSourceAreAChoiceToMakeAlsoWithARegionInTheEnvironment() {
        ApplicationContextRunner both = runner.withPropertyValues(
                        "AWS_REGION=eu-central-1", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .withSystemProperties("aws.region=eu-central-1");
        String dynamoDb = "    - dynamodb: there is a bean with a DynamoDbClient or its connection details";
        both.withBean("mine", DynamoDbClient.class, Clients::dynamoDb)
                .run(context -> assertThat(BackendChoiceAnalysis.of(context)
                                .getDescription()
                                .lines())
                        .contains(dynamoDb));
        both.withUserConfiguration(WithConnectionDetails.class)
                .run(context -> assertThat(BackendChoiceAnalysis.of(context)
                                .getDescription()
                                .lines())
                        .contains(dynamoDb));
    }

    @Test
    void noUsableBackendIsAFailureThatSaysWhatToConfigure() {
        runner.run(context -> {
            FailureAnalysis analysis = BackendChoiceAnalysis.of(context);
            assertThat(analysis.getDescription().lines())
                    .containsExactly(
                            "Dynawrap has no database to store items in:",
                            "",
                            "    - dynamodb: there is no DynamoDbClient bean, and dynawrap.dynamodb.region,"
                                    + " dynawrap.dynamodb.endpoint and AWS_REGION are not set",
                            "    - postgres: there is no DataSource: spring.datasource.url is not set");
            assertThat(analysis.getAction())
                    .contains("dynawrap:\n  backend: dynamodb\n  dynamodb:\n    region: ")
                    .contains("dynawrap:\n  backend: postgres\nspring:\n  datasource:\n    url: jdbc:postgresql:")
                    .endsWith(
                            "\n\nIn development EmbeddedServers of dynawrap-spring-boot-test starts a server: run mvn spring-boot:test-run.");
        });
    }

    @Test
    void noUsableBackendAndAMissingLibraryIsAFailureThatSaysWhatToAdd() {
        Contexts.runnerWithout("org.h2", "org.springframework.jdbc", "org.springframework.boot.jdbc")
                .run(context -> assertThat(BackendChoiceAnalysis.of(context).getAction())
                        .startsWith("For DynamoDB: Set dynawrap.dynamodb.region. In application.yml:\n")
                        .contains("For PostgreSQL: Add the dependency"
                                + " io.dynawrap:dynawrap-spring-boot-starter-postgres. In application.yml:\n"));
    }

    @Test
    void anEmptySettingIsNone() {
        runner.withPropertyValues(
                        "dynawrap.backend=", "dynawrap.dynamodb.region=", "AWS_REGION=", "spring.datasource.url=")
                .run(context -> assertThat(BackendChoiceAnalysis.of(context).getDescription())
                        .startsWith("Dynawrap has no database"));
    }

    @Test
    void anUnknownBackendIsAFailureThatNamesTheProperty() {
        runner.withPropertyValues("dynawrap.backend=oracle")
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("oracle"));
    }

    @Test
    void withoutTheAwsLibraryPostgresIsTaken() {
        Contexts.runnerWithout("org.h2", "software.amazon.awssdk")
                .withPropertyValues("AWS_REGION=eu-west-1", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(PostgresBackend.class));
    }

    @Test
    void withoutTheAwsLibraryDynamoDbIsAFailureThatNamesTheStarterToAdd() {
        Contexts.runnerWithout("org.h2", "software.amazon.awssdk")
                .withPropertyValues("dynawrap.backend=dynamodb")
                .run(context -> {
                    assertThat(BackendChoiceAnalysis.of(context).getDescription())
                            .startsWith("Items are to be stored in dynamodb, but it cannot be used:")
                            .endsWith("its library, software.amazon.awssdk:dynamodb, is not on the class path");
                    assertThat(BackendChoiceAnalysis.of(context).getAction())
                            .isEqualTo("Add the dependency io.dynawrap:dynawrap-spring-boot-starter-dynamodb.");
                });
    }

    @Test
    void withoutTheHttpClientDynamoDbIsAFailureThatNamesIt() {
        Contexts.runnerWithout("org.h2", "software.amazon.awssdk.http.apache5")
                .withPropertyValues("dynawrap.backend=dynamodb")
                .run(context -> assertThat(BackendChoiceAnalysis.of(context).getAction())
                        .isEqualTo("Define a DynamoDbClient bean, or add the dependency"
                                + " software.amazon.awssdk:apache5-client."));
    }

    @Test
    void withoutSpringJdbcDynamoDbIsTaken() {
        Contexts.runnerWithout("org.h2", "org.springframework.jdbc", "org.springframework.boot.jdbc")
                .withPropertyValues(
                        "dynawrap.dynamodb.region=eu-west-1", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> assertThat(context.getBean(Backend.class)).isInstanceOf(DynamoDbBackend.class));
    }

    @Test
    void withoutSpringJdbcPostgresIsAFailureThatNamesTheStarterToAdd() {
        Contexts.runnerWithout("org.h2", "org.springframework.jdbc", "org.springframework.boot.jdbc")
                .withPropertyValues("dynawrap.backend=postgres")
                .run(context -> {
                    assertThat(BackendChoiceAnalysis.of(context).getDescription())
                            .endsWith(
                                    "its library, org.springframework.boot:spring-boot-starter-jdbc, is not on the class path");
                    assertThat(BackendChoiceAnalysis.of(context).getAction())
                            .isEqualTo("Add the dependency io.dynawrap:dynawrap-spring-boot-starter-postgres.");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class WithConnectionDetails {

        @Bean
        DynamoDbConnectionDetails details() {
            return new DynamoDbConnectionDetails() {
                @Override
                public @Nullable URI endpoint() {
                    return null;
                }

                @Override
                public String region() {
                    return "eu-central-1";
                }
            };
        }
    }
}
