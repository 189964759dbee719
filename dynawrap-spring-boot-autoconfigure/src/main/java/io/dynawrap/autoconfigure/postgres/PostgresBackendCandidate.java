package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendAvailability;
import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.RedactedUrl;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** PostgreSQL, usable with a {@link JdbcTemplate} on a DataSource with a PostgreSQL URL. */
final class PostgresBackendCandidate implements BackendCandidate {

    private static final String REACTIVE = "io.r2dbc.spi.ConnectionFactory";

    private final PostgresProperties properties;
    private final ListableBeanFactory beans;
    private final Environment environment;

    PostgresBackendCandidate(PostgresProperties properties, ListableBeanFactory beans, Environment environment) {
        this.properties = properties;
        this.beans = beans;
        this.environment = environment;
    }

    @Override
    public BackendType type() {
        return BackendType.POSTGRES;
    }

    @Override
    public BackendAvailability availability() {
        JdbcTemplate jdbcTemplate = jdbcTemplate();
        if (jdbcTemplate == null) {
            return noJdbcTemplate();
        }
        DataSource dataSource = jdbcTemplate.getDataSource();
        String url = dataSource == null ? null : DataSourceUrl.of(dataSource);
        if (url == null) {
            return BackendAvailability.unusable(
                    type(), "the DataSource does not show its URL", "Set dynawrap.backend to postgres to use it.");
        }
        return JdbcUrl.isOfPostgres(url)
                ? BackendAvailability.usable(type(), "there is a DataSource at " + RedactedUrl.of(url))
                : BackendAvailability.unusable(
                        type(),
                        "the DataSource has another URL than jdbc:postgresql:",
                        JdbcUrl.isOfAnotherDatabase(url)
                                ? "Set spring.datasource.url to a URL that begins with jdbc:postgresql:."
                                : "Set dynawrap.backend to postgres to use it nevertheless.");
    }

    @Override
    public Backend create() {
        JdbcTemplate jdbcTemplate = jdbcTemplate();
        if (jdbcTemplate == null) {
            throw noJdbcTemplate().toException();
        }
        DataSource dataSource = jdbcTemplate.getDataSource();
        String url = dataSource == null ? null : DataSourceUrl.of(dataSource);
        if (url != null && JdbcUrl.isOfAnotherDatabase(url)) {
            throw BackendAvailability.unusable(
                            type(),
                            "the DataSource is that of another database: its URL begins with " + JdbcUrl.driver(url),
                            "Set spring.datasource.url to a URL that begins with jdbc:postgresql:, or define a JdbcTemplate bean"
                                    + " on a DataSource of PostgreSQL, and mark it with @Primary if there are others.")
                    .toException();
        }
        try {
            PostgresBackend backend = new PostgresBackend(jdbcTemplate, properties.schema())
                    .withTimeouts(properties.queryTimeout(), properties.scanTimeout());
            return properties.transactionPooler() ? backend.withTransactionPooler() : backend;
        } catch (IllegalArgumentException e) {
            throw new InvalidSchemaException(e);
        }
    }

    private @Nullable JdbcTemplate jdbcTemplate() {
        return beans.getBeanProvider(JdbcTemplate.class).getIfUnique();
    }

    private BackendAvailability noJdbcTemplate() {
        String[] dataSources =
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class, true, false);
        return switch (dataSources.length) {
            case 0 -> noDataSource();
            case 1 ->
                BackendAvailability.unusable(
                        type(),
                        "there is a DataSource, but no JdbcTemplate or several without a primary one",
                        "Define a JdbcTemplate bean, and mark it with @Primary if there are others.");
            default ->
                BackendAvailability.unusable(
                        type(),
                        "there are several DataSources (" + String.join(", ", dataSources)
                                + ") and no JdbcTemplate that says which one to use",
                        "Mark one DataSource with @Primary, or define a JdbcTemplate bean on the one to use.");
        };
    }

    private BackendAvailability noDataSource() {
        if (hasReactiveConnections()) {
            return BackendAvailability.unusable(
                    type(),
                    "there is no DataSource: Spring Boot creates none beside the ConnectionFactory of R2DBC",
                    "The store uses JDBC. Define a DataSource bean for the same database, such as"
                            + " DataSourceBuilder.create().url(..).username(..).password(..).build().");
        }
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return BackendAvailability.unusable(
                    type(),
                    "there is no DataSource, although spring.datasource.url is set",
                    "Do not exclude DataSourceAutoConfiguration, or define a DataSource bean.");
        }
        return BackendAvailability.unusable(
                type(),
                "there is no DataSource: spring.datasource.url is not set",
                "Set spring.datasource.url, spring.datasource.username and spring.datasource.password.");
    }

    private boolean hasReactiveConnections() {
        ClassLoader classLoader = beans instanceof ConfigurableBeanFactory configurable
                ? configurable.getBeanClassLoader()
                : ClassUtils.getDefaultClassLoader();
        if (!ClassUtils.isPresent(REACTIVE, classLoader)) {
            return false;
        }
        Class<?> type = ClassUtils.resolveClassName(REACTIVE, classLoader);
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }
}
