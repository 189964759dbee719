package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.PostgresDetails;
import io.dynawrap.autoconfigure.models.none.EmptyApplication;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.TransactionManager;

/** Applications on DynamoDB, which may or may not have a DataSource for other purposes. */
class UnconfiguredDataSourceTest {

    private static final String REGION = "dynawrap.dynamodb.region=eu-west-1";

    @ParameterizedTest
    @ValueSource(strings = {"dynawrap.backend=dynamodb", "dynawrap.backend=", "spring.datasource.url="})
    void anApplicationWithoutADataSourceStarts(String property) {
        try (ConfigurableApplicationContext context = Applications.start(
                EmptyApplication.class,
                REGION,
                property,
                "spring.sql.init.mode=always",
                "management.health.db.enabled=true",
                "spring.datasource.connection-fetch=lazy")) {
            assertThat(context.getBeanProvider(ItemStore.class).getIfUnique()).isNotNull();
            assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
            assertThat(context.getBeanNamesForType(XADataSource.class)).isEmpty();
            assertThat(context.getBeanNamesForType(JdbcConnectionDetails.class)).isEmpty();
            assertThat(context.getBeanNamesForType(JdbcOperations.class)).isEmpty();
            assertThat(context.getBeanNamesForType(TransactionManager.class)).isEmpty();
            assertThat(context.containsBean("dbHealthContributor")).isFalse();
        }
    }

    @Test
    void aDataSourceUrlIsHeeded() {
        try (ConfigurableApplicationContext context = Applications.start(
                EmptyApplication.class,
                REGION,
                "dynawrap.backend=dynamodb",
                "spring.datasource.url=" + Contexts.POSTGRES_URL)) {
            assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).isEqualTo(Contexts.POSTGRES_URL);
            assertThat(context.getBeanNamesForType(JdbcOperations.class)).hasSize(1);
            assertThat(context.getBeanNamesForType(TransactionManager.class)).hasSize(1);
        }
    }

    @Test
    void aUrlWithAMissingPlaceholderFailsAsSpringBootHasIt() {
        assertThatThrownBy(() -> Applications.start(
                        EmptyApplication.class,
                        REGION,
                        "dynawrap.backend=dynamodb",
                        "spring.datasource.url=${MY_DATABASE}"))
                .rootCause()
                .hasMessage("'url' must start with \"jdbc\"");
    }

    @Test
    void aDataSourceBeanIsKept() {
        try (ConfigurableApplicationContext context =
                Applications.start(WithDataSource.class, REGION, "dynawrap.backend=dynamodb")) {
            assertThat(context.getBeanNamesForType(DataSource.class)).containsExactly("mine");
            assertThat(context.getBeanNamesForType(JdbcOperations.class)).hasSize(1);
        }
    }

    @Test
    void connectionDetailsAreHeeded() {
        try (ConfigurableApplicationContext context =
                Applications.start(WithConnectionDetails.class, REGION, "dynawrap.backend=dynamodb")) {
            assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).isEqualTo(Contexts.POSTGRES_URL);
        }
    }

    @Test
    void connectionDetailsOfAnotherAutoConfigurationAreHeeded() {
        Contexts.runner()
                .withConfiguration(AutoConfigurations.of(WithConnectionDetailsAutoConfiguration.class))
                .withPropertyValues(REGION, "dynawrap.backend=dynamodb")
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getJdbcUrl())
                        .isEqualTo(Contexts.POSTGRES_URL));
    }

    @Test
    void aJndiNameIsHeeded() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, OneDataSource.class.getName());
        try (ConfigurableApplicationContext context = Applications.start(
                EmptyApplication.class, REGION, "dynawrap.backend=dynamodb", "spring.datasource.jndi-name=jdbc/mine")) {
            assertThat(context.getBean(DataSource.class)).isInstanceOf(UnknownDataSource.class);
        } finally {
            System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        }
    }

    @Test
    void anEmbeddedDatabaseOnTheClassPathIsKept() {
        try (ConfigurableApplicationContext context = Applications.start(
                EmptyApplication.class, getClass().getClassLoader(), REGION, "dynawrap.backend=dynamodb")) {
            assertThat(context.getBean(HikariDataSource.class).getJdbcUrl()).startsWith("jdbc:h2:mem:");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(EmptyApplication.class)
    static class WithDataSource {

        @Bean
        DataSource mine() {
            return new UnknownDataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(EmptyApplication.class)
    static class WithConnectionDetails {

        @Bean
        JdbcConnectionDetails details() {
            return new PostgresDetails(Contexts.POSTGRES_URL, "postgres", "postgres");
        }
    }

    /** Its name comes after ours in the alphabet. */
    @AutoConfiguration(before = DataSourceAutoConfiguration.class)
    static class WithConnectionDetailsAutoConfiguration {

        @Bean
        JdbcConnectionDetails details() {
            return new PostgresDetails(Contexts.POSTGRES_URL, "postgres", "postgres");
        }
    }

    /** A directory in which every name stands for one DataSource. */
    public static final class OneDataSource implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) {
                    return new UnknownDataSource();
                }
            };
        }
    }
}
