package io.dynawrap.autoconfigure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.models.stories.EarlyStoriesApplication;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.embedded.DynamoDbLocalServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables of an application's models on the real DynamoDB Local. Each test has a prefix of its own. */
class TablesOnDynamoDbTest {

    private static DynamoDbLocalServer server;

    @BeforeAll
    static void startServer() {
        server = DynamoDbLocalServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void theTablesOfTheModelsAreCreatedOnce() {
        for (int start = 0; start < 2; start++) {
            try (ConfigurableApplicationContext context =
                    Applications.start(OnLocalServer.class, "dynawrap.table-prefix=once-")) {
                assertThat(tables(context, "once-")).containsExactly("once-stories", "once-user-events");
            }
        }
    }

    @Test
    void theTablesAreThereForABeanThatUsesTheStoreAtStartup() {
        try (ConfigurableApplicationContext context =
                Applications.start(EarlyOnLocalServer.class, "dynawrap.table-prefix=early-")) {
            assertThat(context.getBean("storiesAtStartup")).isEqualTo(List.of(new Story("johndoe", "1", "First")));
        }
    }

    @Test
    void aTableHasTheNameThatIsGivenForIt() {
        try (ConfigurableApplicationContext context = Applications.start(
                OnLocalServer.class, "dynawrap.table-prefix=named-", "dynawrap.tables.stories.name=named-Tales")) {
            assertThat(tables(context, "named-")).containsExactly("named-Tales", "named-user-events");
        }
    }

    @Test
    void aTableIsPaidByRequestUnlessConfiguredOtherwise() {
        try (ConfigurableApplicationContext context =
                Applications.start(OnLocalServer.class, "dynawrap.table-prefix=request-")) {
            assertThat(describe(context, "request-stories").billingModeSummary().billingMode())
                    .isEqualTo(BillingMode.PAY_PER_REQUEST);
        }
    }

    @Test
    void aTableHasTheCapacityThatIsConfigured() {
        try (ConfigurableApplicationContext context = Applications.start(
                OnLocalServer.class,
                "dynawrap.table-prefix=capacity-",
                "dynawrap.dynamodb.billing-mode=provisioned",
                "dynawrap.dynamodb.read-capacity-units=3",
                "dynawrap.dynamodb.write-capacity-units=4")) {
            assertThat(describe(context, "capacity-stories").provisionedThroughput())
                    .satisfies(throughput -> {
                        assertThat(throughput.readCapacityUnits()).isEqualTo(3);
                        assertThat(throughput.writeCapacityUnits()).isEqualTo(4);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAreAsConsistentAsConfigured(boolean consistent) {
        try (ConfigurableApplicationContext context = Applications.start(
                ObservedOnLocalServer.class,
                "dynawrap.table-prefix=consistent-",
                "dynawrap.dynamodb.consistent-reads=" + consistent)) {
            context.getBean(ItemStore.class).get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1"));

            assertThat(context.getBean(GetItemRequests.class).seen())
                    .extracting(GetItemRequest::consistentRead)
                    .containsExactly(consistent);
        }
    }

    @Test
    void withoutTableCreationNoCallIsMade() {
        try (ConfigurableApplicationContext context = Applications.start(
                StoriesApplication.class,
                "dynawrap.dynamodb.region=eu-west-1",
                "dynawrap.dynamodb.endpoint=http://localhost:1",
                "dynawrap.create-tables=false")) {
            assertThat(context.getBeanProvider(ItemStore.class).getIfUnique()).isNotNull();
        }
    }

    private static List<String> tables(ConfigurableApplicationContext context, String prefix) {
        return context.getBean(DynamoDbClient.class).listTables().tableNames().stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    private static TableDescription describe(ConfigurableApplicationContext context, String table) {
        return context.getBean(DynamoDbClient.class)
                .describeTable(request -> request.tableName(table))
                .table();
    }

    @Configuration(proxyBeanMethods = false)
    static class LocalServer {

        @Bean
        DynamoDbConnectionDetails details() {
            return new LocalServerDetails(
                    server.endpoint(), server.region(), server.accessKeyId(), server.secretAccessKey());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({LocalServer.class, StoriesApplication.class})
    static class OnLocalServer {}

    @Configuration(proxyBeanMethods = false)
    @Import({LocalServer.class, EarlyStoriesApplication.class})
    static class EarlyOnLocalServer {}

    @Configuration(proxyBeanMethods = false)
    @Import({StoriesApplication.class, GetItemRequests.class})
    static class ObservedOnLocalServer {

        @Bean
        DynamoDbClient observedClient(GetItemRequests requests) {
            return DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .endpointOverride(server.endpoint())
                    .region(Region.of(server.region()))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                    .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(requests))
                    .build();
        }
    }

    static final class GetItemRequests implements ExecutionInterceptor {

        private final List<GetItemRequest> seen = new CopyOnWriteArrayList<>();

        List<GetItemRequest> seen() {
            return new ArrayList<>(seen);
        }

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof GetItemRequest request) {
                seen.add(request);
            }
        }
    }

    private record LocalServerDetails(URI endpoint, String region, String accessKeyId, String secretAccessKey)
            implements DynamoDbConnectionDetails {}
}
