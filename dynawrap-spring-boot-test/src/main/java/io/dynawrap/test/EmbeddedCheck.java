package io.dynawrap.test;

import io.dynawrap.ItemStore;
import io.dynawrap.spi.Backend;
import java.sql.Connection;
import java.util.Arrays;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports whether the items of a test are on a server that was started for tests, according to the client in use. */
final class EmbeddedCheck {

    private static final String AUTO_CONFIGURATION = "io.dynawrap.autoconfigure.DynawrapAutoConfiguration";

    /** The client that the auto-configuration creates for the store alone, beside another of the application. */
    private static final String STORE_CLIENT = "dynawrapDynamoDbStoreClient";

    private static final String STORE = "dynawrapItemStore";

    private final ConfigurableListableBeanFactory beans;

    EmbeddedCheck(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Reports whether the only backend was created by the auto-configuration from a client of an embedded server. */
    boolean isEmbedded() {
        String[] names = beans.getBeanNamesForType(Backend.class, true, false);
        boolean autoConfigured = Arrays.stream(names)
                .map(name -> beans.getMergedBeanDefinition(name).getFactoryBeanName())
                .allMatch(AUTO_CONFIGURATION::equals);
        return names.length == 1
                && autoConfigured
                && !isReplaced(names[0])
                && switch (beans.getBean(names[0], Backend.class).name()) {
                    case "postgres" -> isEmbeddedPostgres();
                    case "dynamodb" -> isEmbeddedDynamoDb();
                    default -> false;
                };
    }

    /** Reports whether a store of the application is used, which neither is the one of the backend nor decorates it. */
    private boolean isReplaced(String backend) {
        return !beans.containsSingleton(backend)
                && !Arrays.stream(beans.getBeanNamesForType(ItemStore.class, true, false))
                        .allMatch(STORE::equals);
    }

    private boolean isEmbeddedPostgres() {
        PostgresDatabase database =
                beans.getBeanProvider(PostgresDatabase.class).getIfUnique();
        JdbcTemplate jdbc = beans.getBeanProvider(JdbcTemplate.class).getIfUnique();
        return database != null && jdbc != null && database.getJdbcUrl().equals(jdbc.execute(url()));
    }

    private static ConnectionCallback<String> url() {
        return (Connection connection) -> connection.getMetaData().getURL();
    }

    private boolean isEmbeddedDynamoDb() {
        DynamoDbLocalAccount account =
                beans.getBeanProvider(DynamoDbLocalAccount.class).getIfUnique();
        DynamoDbClient client = beans.containsBean(STORE_CLIENT)
                ? beans.getBean(STORE_CLIENT, DynamoDbClient.class)
                : beans.getBeanProvider(DynamoDbClient.class).getIfUnique();
        return account != null
                && client != null
                && client.serviceClientConfiguration()
                        .endpointOverride()
                        .filter(account.endpoint()::equals)
                        .isPresent();
    }
}
