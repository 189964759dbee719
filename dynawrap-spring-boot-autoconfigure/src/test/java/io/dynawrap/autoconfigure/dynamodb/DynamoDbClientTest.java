package io.dynawrap.autoconfigure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.autoconfigure.Clients;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.stories.Story;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** The client that the starter creates: its customizers, its time limits and its pool. */
class DynamoDbClientTest {

    private final ApplicationContextRunner runner = Contexts.runner()
            .withSystemProperties("aws.accessKeyId=local", "aws.secretAccessKey=local")
            .withPropertyValues(
                    "dynawrap.backend=dynamodb",
                    "dynawrap.dynamodb.region=eu-west-3",
                    "dynawrap.dynamodb.endpoint=http://localhost:8000");

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        final List<String> order = new ArrayList<>();

        @Bean
        @Order(2)
        DynamoDbClientBuilderCustomizer second() {
            return builder -> {
                order.add("second");
                builder.region(Region.AP_SOUTH_1);
            };
        }

        @Bean
        @Order(1)
        DynamoDbClientBuilderCustomizer first() {
            return builder -> {
                order.add("first");
                builder.region(Region.SA_EAST_1).overrideConfiguration(config -> config.putHeader("x-team", "stories"));
            };
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void customizersChangeTheSettingsOfTheStarterInTheirOrder(boolean besideAnotherClient) {
        ApplicationContextRunner customized = runner.withUserConfiguration(Customizers.class);
        (besideAnotherClient ? customized.withBean("mine", DynamoDbClient.class, Clients::dynamoDb) : customized)
                .run(context -> {
                    DynamoDbServiceClientConfiguration client = client(
                            context, besideAnotherClient ? "dynawrapDynamoDbStoreClient" : "dynawrapDynamoDbClient");
                    assertThat(context.getBean(Customizers.class).order).containsExactly("first", "second");
                    assertThat(client.region()).isEqualTo(Region.AP_SOUTH_1);
                    assertThat(client.endpointOverride()).contains(URI.create("http://localhost:8000"));
                    assertThat(client.overrideConfiguration().headers()).containsKey("x-team");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void regionAndCredentialsOfTheApplicationsProvidersAreUsed(boolean besideAnotherClient) {
        AwsCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("application", "secret"));
        ApplicationContextRunner application = Contexts.runner()
                .withPropertyValues("dynawrap.backend=dynamodb", "dynawrap.dynamodb.endpoint=http://localhost:8000")
                .withBean("regionProvider", AwsRegionProvider.class, () -> () -> Region.AF_SOUTH_1)
                .withBean("credentialsProvider", AwsCredentialsProvider.class, () -> credentials);
        (besideAnotherClient ? application.withBean("mine", DynamoDbClient.class, Clients::dynamoDb) : application)
                .run(context -> {
                    DynamoDbServiceClientConfiguration client = client(
                            context, besideAnotherClient ? "dynawrapDynamoDbStoreClient" : "dynawrapDynamoDbClient");
                    assertThat(client.region()).isEqualTo(Region.AF_SOUTH_1);
                    assertThat(client.credentialsProvider()).isSameAs(credentials);
                });
    }

    @Test
    void theRegionOfThePropertiesWinsOverThatOfTheProvider() {
        runner.withBean("regionProvider", AwsRegionProvider.class, () -> () -> Region.AF_SOUTH_1)
                .run(context -> assertThat(
                                client(context, "dynawrapDynamoDbClient").region())
                        .isEqualTo(Region.EU_WEST_3));
    }

    @Test
    void ofSeveralProvidersOfCredentialsNoneIsUsed() {
        runner.withBean("reports", AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
                .withBean("mail", AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
                .run(context -> assertThat(
                                client(context, "dynawrapDynamoDbClient").credentialsProvider())
                        .isNotInstanceOf(AnonymousCredentialsProvider.class));
    }

    @Test
    void aCustomizerKeepsTheTimeoutsThatItDoesNotSet() {
        runner.withBean(
                        DynamoDbClientBuilderCustomizer.class,
                        () -> builder ->
                                builder.overrideConfiguration(config -> config.apiCallTimeout(Duration.ofSeconds(3))))
                .run(context -> {
                    ClientOverrideConfiguration timeouts =
                            client(context, "dynawrapDynamoDbClient").overrideConfiguration();
                    assertThat(timeouts.apiCallTimeout()).contains(Duration.ofSeconds(3));
                    assertThat(timeouts.apiCallAttemptTimeout()).contains(Duration.ofSeconds(10));
                });
    }

    @Test
    void aCallHasTheTimeLimitsOfTheProperties() {
        runner.run(context -> {
            ClientOverrideConfiguration timeouts =
                    client(context, "dynawrapDynamoDbClient").overrideConfiguration();
            assertThat(timeouts.apiCallTimeout()).contains(Duration.ofSeconds(30));
            assertThat(timeouts.apiCallAttemptTimeout()).contains(Duration.ofSeconds(10));
        });
        runner.withPropertyValues(
                        "dynawrap.dynamodb.api-call-timeout=0", "dynawrap.dynamodb.api-call-attempt-timeout=0")
                .run(context -> {
                    ClientOverrideConfiguration timeouts =
                            client(context, "dynawrapDynamoDbClient").overrideConfiguration();
                    assertThat(timeouts.apiCallTimeout()).isEmpty();
                    assertThat(timeouts.apiCallAttemptTimeout()).isEmpty();
                });
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aServerThatDoesNotAnswerIsLeftAtTheTimeLimits() throws IOException {
        try (SilentServer server = new SilentServer()) {
            runner.withPropertyValues(
                            "dynawrap.dynamodb.endpoint=" + server.endpoint(),
                            "dynawrap.dynamodb.api-call-timeout=1s",
                            "dynawrap.dynamodb.api-call-attempt-timeout=300ms")
                    .run(context -> {
                        ItemStore store = context.getBean(ItemStore.class);
                        StoreException failure = catchThrowableOfType(
                                StoreException.class,
                                () -> store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")));
                        assertThat(failure)
                                .returns(StoreProblem.TIMEOUT, StoreException::problem)
                                .returns(true, StoreException::isTransient);
                    });
        }
    }

    /** More requests than the SDK's client has connections by default, which is 50. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyRequestOfABatchHasAConnection() throws IOException {
        List<Story> stories = IntStream.range(0, 64 * 25)
                .mapToObj(n -> new Story("johndoe", "" + n, "title"))
                .toList();
        try (SilentServer server = new SilentServer()) {
            runner.withPropertyValues(
                            "dynawrap.dynamodb.endpoint=" + server.endpoint(),
                            "dynawrap.dynamodb.batch-write-concurrency=64",
                            "dynawrap.dynamodb.api-call-timeout=0",
                            "dynawrap.dynamodb.api-call-attempt-timeout=0")
                    .run(context -> {
                        ItemStore store = context.getBean(ItemStore.class);
                        Thread batch = new Thread(() -> {
                            try {
                                store.batchWrite(stories);
                            } catch (StoreException e) {
                                // interrupted below
                            }
                        });
                        batch.start();
                        await().atMost(Duration.ofMinutes(9)).until(() -> server.connections() >= 64);
                        batch.interrupt();
                    });
        }
    }

    private static DynamoDbServiceClientConfiguration client(AssertableApplicationContext context, String name) {
        return context.getBean(name, DynamoDbClient.class).serviceClientConfiguration();
    }
}
