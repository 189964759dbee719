package io.dynawrap.autoconfigure;

import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** PostgreSQL, usable when there is a {@link JdbcTemplate} on a DataSource with a PostgreSQL URL. */
final class PostgresBackendCandidate implements BackendCandidate {

    /** The driver's own URLs, and those of drivers in front of it: {@code jdbc:tc:postgresql:18:///test}. */
    private static final Pattern POSTGRES_URL = Pattern.compile("jdbc:([\\w-]+:)?postgresql:.*");

    private final DynawrapProperties.Postgres properties;
    private final ListableBeanFactory beans;

    PostgresBackendCandidate(DynawrapProperties.Postgres properties, ListableBeanFactory beans) {
        this.properties = properties;
        this.beans = beans;
    }

    @Override
    public BackendType type() {
        return BackendType.POSTGRES;
    }

    @Override
    public Finding finding() {
        JdbcTemplate jdbcTemplate = jdbcTemplate();
        if (jdbcTemplate == null) {
            return noJdbcTemplate();
        }
        DataSource dataSource = jdbcTemplate.getDataSource();
        String url = dataSource == null ? null : DataSourceUrl.of(dataSource);
        if (url == null) {
            return Finding.unusable(
                    type(), "the DataSource does not tell its URL", "Set dynawrap.backend to postgres to use it.");
        }
        return POSTGRES_URL.matcher(url).matches()
                ? Finding.usable(type(), "there is a DataSource at " + DataSourceUrl.withoutSecrets(url))
                : Finding.unusable(
                        type(),
                        "the DataSource has another URL than jdbc:postgresql:",
                        "Set dynawrap.backend to postgres to use it nevertheless.");
    }

    @Override
    public Backend create() {
        JdbcTemplate jdbcTemplate = jdbcTemplate();
        if (jdbcTemplate == null) {
            throw new BackendChoiceException(type(), List.of(noJdbcTemplate()));
        }
        try {
            return new PostgresBackend(jdbcTemplate, properties.schema());
        } catch (IllegalArgumentException e) {
            throw new InvalidNameException(
                    "Correct dynawrap.postgres.schema, or remove it to use the connection's search path.", e);
        }
    }

    private @Nullable JdbcTemplate jdbcTemplate() {
        return beans.getBeanProvider(JdbcTemplate.class).getIfUnique();
    }

    private Finding noJdbcTemplate() {
        String[] dataSources =
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DataSource.class, true, false);
        return switch (dataSources.length) {
            case 0 ->
                Finding.unusable(
                        type(),
                        "there is no DataSource: spring.datasource.url is not set",
                        "Set spring.datasource.url, spring.datasource.username and spring.datasource.password.");
            case 1 ->
                Finding.unusable(
                        type(),
                        "there is a DataSource, but no JdbcTemplate or several without a primary one",
                        "Define a JdbcTemplate bean, and mark it with @Primary if there are others.");
            default ->
                Finding.unusable(
                        type(),
                        "there are several DataSources (" + String.join(", ", dataSources)
                                + ") and no JdbcTemplate that says which one to use",
                        "Mark one DataSource with @Primary, or define a JdbcTemplate bean on the one to use.");
        };
    }
}
