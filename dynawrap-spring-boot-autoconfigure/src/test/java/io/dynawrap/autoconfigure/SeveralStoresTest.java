package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.models.shelf.Shelf;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreDescription;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store of the application's beside the one of the auto-configuration: another region of DynamoDB. */
class SeveralStoresTest {

    private static final String SHELVES = "dynawrap.stores.west.packages=io.dynawrap.autoconfigure.models.shelf";

    private static DynamoDbLocalServer server;

    @Configuration(proxyBeanMethods = false)
    static class West {

        @Bean(defaultCandidate = false)
        @Qualifier("west") DynamoDbClient westClient() {
            return DynamoDbClient.builder()
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .endpointOverride(server.endpoint())
                    .region(Region.US_WEST_2)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .build();
        }

        @Bean(defaultCandidate = false)
        @Qualifier("west") DefaultItemStore westStore(ItemStoreFactory stores, @Qualifier("west") DynamoDbClient client) {
            return stores.create("west", new DynamoDbBackend(client));
        }
    }

    @BeforeAll
    static void startServer() {
        server = DynamoDbLocalServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ApplicationContextRunner runner(String... packages) {
        return Contexts.runner()
                .withInitializer(context -> AutoConfigurationPackages.register(
                        (BeanDefinitionRegistry) context.getBeanFactory(),
                        Arrays.stream(packages)
                                .map(name -> "io.dynawrap.autoconfigure.models." + name)
                                .toArray(String[]::new)))
                .withUserConfiguration(West.class)
                .withSystemProperties("aws.accessKeyId=local", "aws.secretAccessKey=local")
                .withPropertyValues(
                        "dynawrap.dynamodb.endpoint=" + server.endpoint(), "dynawrap.dynamodb.region=us-east-1");
    }

    @Test
    void twoRegionsHoldTheSameModelsAndSeparateItems() {
        runner("stories").withPropertyValues("dynawrap.table-prefix=both-").run(context -> {
            ItemStore east = context.getBean(ItemStore.class);
            ItemStore west = context.getBean("westStore", ItemStore.class);
            Story story = east.save(new Story("johndoe", "1", "One"));

            assertThat(east.scan(Story.class).list()).containsExactly(story);
            assertThat(west.query(Story.class, KeyValues.of("owner", "johndoe")).list())
                    .isEmpty();
            assertThat(physicalTables(west)).containsExactly("both-stories", "both-user-events");
            assertThat(context.getBean("westClient", DynamoDbClient.class)
                            .listTables()
                            .tableNames())
                    .contains("both-stories", "both-user-events");
        });
    }

    @Test
    void modelsInThePackagesOfAStoreAreInNoOtherStore() {
        runner("stories", "shelf").withPropertyValues(SHELVES).run(context -> {
            assertThat(models(context.getBean(ItemStore.class)))
                    .contains("Story")
                    .doesNotContain("Shelf");
            assertThat(models(context.getBean("westStore", ItemStore.class))).containsExactly("Shelf", "ShelfKind");
        });
    }

    @Test
    void aPackageIsNotOneWhoseNameItStarts() {
        runner("stories", "shelf")
                .withPropertyValues("dynawrap.stores.west.packages=io.dynawrap.autoconfigure.models.she")
                .run(context -> {
                    assertThat(models(context.getBean(ItemStore.class))).contains("Story", "Shelf");
                    assertThat(models(context.getBean("westStore", ItemStore.class)))
                            .isEmpty();
                });
    }

    @Test
    void aStoreHasItsSettingsAndThoseOfTheApplicationForTheOthers() {
        runner("shelf")
                .withPropertyValues(
                        SHELVES,
                        "dynawrap.table-prefix=east-",
                        "dynawrap.tables.shelves.name=eastern",
                        "dynawrap.stores.west.table-prefix=west-",
                        "dynawrap.stores.west.create-tables=false",
                        "dynawrap.stores.other.tables.shelves.name=another")
                .run(context -> {
                    ItemStoreFactory stores = context.getBean(ItemStoreFactory.class);
                    DynamoDbBackend west = new DynamoDbBackend(context.getBean("westClient", DynamoDbClient.class));

                    assertThat(physicalTables(context.getBean("westStore", ItemStore.class)))
                            .as("tables are named by the application where the store names none")
                            .containsExactly("eastern");
                    assertThat(context.getBean("westClient", DynamoDbClient.class)
                                    .listTables()
                                    .tableNames())
                            .doesNotContain("eastern");
                    assertThat(physicalName(stores.create("west", west), "boxes"))
                            .isEqualTo("west-boxes");
                    assertThat(physicalName(stores.create("other", west), "shelves"))
                            .isEqualTo("another");
                    assertThat(physicalName(stores.create("other", west), "boxes"))
                            .isEqualTo("east-boxes");
                    assertThat(physicalName(stores.create("unnamed", west), "shelves"))
                            .isEqualTo("eastern");
                });
    }

    /** The name in the database of a table that a model is used in. */
    private static String physicalName(DefaultItemStore store, String table) {
        store.table(table).scan(Shelf.class);
        return tables(store)
                .filter(described -> described.name().equals(table))
                .map(StoreDescription.Table::physicalName)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> physicalTables(ItemStore store) {
        return tables(store).map(StoreDescription.Table::physicalName).toList();
    }

    private static List<String> models(ItemStore store) {
        return tables(store)
                .flatMap(table -> table.models().stream())
                .map(type -> type.name())
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<StoreDescription.Table> tables(ItemStore store) {
        return ((DefaultItemStore) store).admin().describe().tables().stream();
    }
}
