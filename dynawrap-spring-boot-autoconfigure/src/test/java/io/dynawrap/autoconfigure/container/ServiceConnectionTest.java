package io.dynawrap.autoconfigure.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.spi.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.localstack.LocalStackContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code @ServiceConnection} on the containers that an application may have; the properties say something else. */
class ServiceConnectionTest {

    private static final Story STORY = new Story("johndoe", "1", "A story");

    private static DynamoDbLocalServer dynamoDb;
    private static EmbeddedPostgresServer postgres;

    @BeforeAll
    static void start() {
        dynamoDb = DynamoDbLocalServer.start();
        postgres = EmbeddedPostgresServer.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
        dynamoDb.close();
    }

    @Test
    void aContainerOfDynamoDbLocalIsConnected() {
        assertConnectedToDynamoDb(HubImage.class, "us-east-1");
    }

    @Test
    void aContainerOfTheImageInAmazonsRegistryIsConnected() {
        assertConnectedToDynamoDb(RegistryImage.class, "us-east-1");
    }

    @Test
    void aLocalStackContainerIsConnectedByItsTypeWithItsOwnRegion() {
        assertConnectedToDynamoDb(LocalStackStack.class, "eu-central-1");
    }

    @Test
    void aLocalStackContainerGivesItsCredentials() {
        try (ConfigurableApplicationContext context = run(LocalStackStack.class)) {
            DynamoDbConnectionDetails details = context.getBean(DynamoDbConnectionDetails.class);

            assertThat(details.accessKeyId()).isEqualTo("stackkey");
            assertThat(details.secretAccessKey()).isEqualTo("stacksecret");
        }
    }

    @Test
    void aPostgresContainerIsConnected() {
        try (ConfigurableApplicationContext context = run(Postgres.class)) {
            assertThat(context.getBean(Backend.class).name()).isEqualTo("postgres");
            assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                    .isEqualTo(postgres.jdbcUrl());
            assertStores(context);
        }
    }

    private static void assertConnectedToDynamoDb(Class<?> container, String region) {
        try (ConfigurableApplicationContext context = run(container)) {
            DynamoDbClient client = context.getBean(DynamoDbClient.class);

            assertThat(context.getBean(Backend.class).name()).isEqualTo("dynamodb");
            assertThat(context.getBean(DynamoDbConnectionDetails.class).endpoint())
                    .isEqualTo(dynamoDb.endpoint());
            assertThat(client.serviceClientConfiguration().region().id()).isEqualTo(region);
            assertStores(context);
        }
    }

    private static void assertStores(ConfigurableApplicationContext context) {
        ItemStore store = context.getBean(ItemStore.class);
        store.save(STORY);
        assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .contains(STORY);
    }

    private static ConfigurableApplicationContext run(Class<?> container) {
        SpringApplication application = new SpringApplication(StoriesApplication.class, container);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(
                "--dynawrap.backend=" + (container == Postgres.class ? "postgres" : "dynamodb"),
                "--dynawrap.dynamodb.endpoint=http://nowhere.invalid",
                "--dynawrap.dynamodb.region=ap-south-1",
                "--spring.datasource.url=jdbc:postgresql://nowhere.invalid/x");
    }

    @Configuration(proxyBeanMethods = false)
    static class HubImage {

        @Bean
        @ServiceConnection(name = "amazon/dynamodb-local")
        GenericContainer<?> dynamoDbLocal() {
            return new DynamoDbContainer("amazon/dynamodb-local:3.3.0", dynamoDb);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class RegistryImage {

        @Bean
        @ServiceConnection(name = "aws-dynamodb-local/aws-dynamodb-local")
        GenericContainer<?> dynamoDbLocal() {
            return new DynamoDbContainer("public.ecr.aws/aws-dynamodb-local/aws-dynamodb-local:3.3.0", dynamoDb);
        }
    }

    /** The container's constructor asks Docker, so this one is not constructed. */
    @Configuration(proxyBeanMethods = false)
    static class LocalStackStack {

        @Bean
        @ServiceConnection
        LocalStackContainer localStack() {
            LocalStackContainer container = mock();
            given(container.isRunning()).willReturn(true);
            given(container.getEndpoint()).willReturn(dynamoDb.endpoint());
            given(container.getRegion()).willReturn("eu-central-1");
            given(container.getAccessKey()).willReturn("stackkey");
            given(container.getSecretKey()).willReturn("stacksecret");
            return container;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Postgres {

        @Bean
        @ServiceConnection
        PostgresContainer postgres() {
            return new PostgresContainer(postgres);
        }
    }
}
