package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.autoconfigure.BackendAvailability;
import io.dynawrap.autoconfigure.BackendCandidate;
import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.RedactedUrl;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** PostgreSQL, usable with a {@link JdbcTemplate} on a DataSource with a PostgreSQL URL. */
final class PostgresBackendCandidate implements BackendCandidate {

    /** URLs of the driver, and of drivers that wrap it, such as {@code jdbc:tc:postgresql:18:///test}. */
    private static final Pattern POSTGRES_URL = Pattern.compile("jdbc:([\\w-]+:)?postgresql:.*");

    private final PostgresProperties properties;
    private final ListableBeanFactory beans;

    PostgresBackendCandidate(PostgresProperties properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
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
        return POSTGRES_URL.matcher(url).matches()
                ? BackendAvailability.usable(type(), "there is a DataSource at " + RedactedUrl.of(url))
                : BackendAvailability.unusable(
                        type(),
                        "the DataSource has another URL than jdbc:postgresql:",
                        "Set dynawrap.backend to postgres to use it nevertheless.");
    }

    @Override
    public Backend create() {
        JdbcTemplate jdbcTemplate = jdbcTemplate();
        if (jdbcTemplate == null) {
            throw noJdbcTemplate().toException();
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
            case 0 ->
                BackendAvailability.unusable(
                        type(),
                        "there is no DataSource: spring.datasource.url is not set",
                        "Set spring.datasource.url, spring.datasource.username and spring.datasource.password.");
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
}
