package io.dynawrap.autoconfigure.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.autoconfigure.BackendChoiceAnalysis;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.PostgresDetails;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.r2dbc.spi.ConnectionFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

class PostgresConfigurationTest {

    private final ApplicationContextRunner runner = Contexts.runner();

    @Test
    void connectionDetailsMakePostgresUsable() {
        runner.withBean(
                        JdbcConnectionDetails.class,
                        () -> new PostgresDetails(Contexts.POSTGRES_URL, "postgres", "postgres"))
                .run(context -> {
                    assertPostgres(context);
                    assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
                            .isEqualTo(Contexts.POSTGRES_URL);
                });
    }

    @Test
    void aPoolOfTheApplicationsMakesPostgresUsable() {
        runner.withBean("mine", DataSource.class, PostgresConfigurationTest::pool)
                .run(context -> {
                    assertPostgres(context);
                    assertThat(context).getBeanNames(DataSource.class).containsExactly("mine");
                });
    }

    @Test
    void aPoolOnADataSourceOfTheDriverMakesPostgresUsable() {
        runner.withBean(DataSource.class, () -> {
                    HikariDataSource pool = new HikariDataSource();
                    pool.setDataSource(driverDataSource());
                    return pool;
                })
                .run(PostgresConfigurationTest::assertPostgres);
    }

    @Test
    void aDataSourceOfTheDriverBehindAProxyMakesPostgresUsable() {
        runner.withBean(DataSource.class, () -> new LazyConnectionDataSourceProxy(driverDataSource()))
                .run(PostgresConfigurationTest::assertPostgres);
    }

    @Test
    void aDataSourceOfAnotherDatabaseIsNotUsable() {
        runner.withPropertyValues("spring.datasource.url=jdbc:sqlserver://localhost")
                .withPropertyValues("spring.datasource.driver-class-name=org.postgresql.Driver")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("postgres: the DataSource has another URL than jdbc:postgresql:"));
    }

    @Test
    void aDataSourceThatHidesItsUrlIsUsedOnlyWhenPostgresIsNamed() {
        ApplicationContextRunner opaque = runner.withBean(DataSource.class, UnknownDataSource::new);

        opaque.run(context -> assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining("postgres: the DataSource does not show its URL"));
        opaque.withPropertyValues("dynawrap.backend=postgres").run(PostgresConfigurationTest::assertPostgres);
    }

    @Test
    void theApplicationsJdbcTemplateWins() {
        runner.withBean("mine", JdbcTemplate.class, () -> new JdbcTemplate(driverDataSource()))
                .run(context -> {
                    assertPostgres(context);
                    assertThat(context).getBeanNames(JdbcTemplate.class).containsExactly("mine");
                });
    }

    @Test
    void thePrimaryDataSourceIsUsed() {
        runner.withBean("primary", DataSource.class, PostgresConfigurationTest::pool, bean -> bean.setPrimary(true))
                .withBean("other", DataSource.class, UnknownDataSource::new)
                .run(context -> {
                    assertPostgres(context);
                    assertThat(context.getBean(JdbcTemplate.class).getDataSource())
                            .isSameAs(context.getBean("primary"));
                });
    }

    @Test
    void severalDataSourcesWithoutAPrimaryOneAreAFailureThatSaysWhatToDo() {
        runner.withPropertyValues("dynawrap.backend=postgres")
                .withBean("one", DataSource.class, PostgresConfigurationTest::pool)
                .withBean("other", DataSource.class, PostgresConfigurationTest::pool)
                .run(context -> {
                    FailureAnalysis analysis = BackendChoiceAnalysis.of(context);
                    assertThat(analysis.getDescription())
                            .endsWith(
                                    "postgres: there are several DataSources (one, other) and no JdbcTemplate that says"
                                            + " which one to use");
                    assertThat(analysis.getAction())
                            .isEqualTo("Mark one DataSource with @Primary, or define a JdbcTemplate bean on the one to"
                                    + " use.");
                });
    }

    @Test
    void postgresWithoutAUrlFailsWithTheMessageOfSpringBoot() {
        runner.withPropertyValues("dynawrap.backend=postgres")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("Failed to determine a suitable driver class"));
    }

    @Test
    void besideR2dbcTheFailureSaysThatADataSourceIsMissing() {
        runner.withPropertyValues("dynawrap.backend=postgres", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .withBean(ConnectionFactory.class, () -> new ConnectionFactory() {})
                .run(context -> {
                    FailureAnalysis analysis = BackendChoiceAnalysis.of(context);
                    assertThat(analysis.getDescription())
                            .endsWith("postgres: there is no DataSource: Spring Boot creates none beside the"
                                    + " ConnectionFactory of R2DBC");
                    assertThat(analysis.getAction())
                            .startsWith("The store uses JDBC. Define a DataSource bean for the same database");
                });
    }

    @Test
    void besideR2dbcADataSourceOfTheApplicationMakesPostgresUsable() {
        runner.withBean(ConnectionFactory.class, () -> new ConnectionFactory() {})
                .withBean(DataSource.class, PostgresConfigurationTest::pool)
                .run(PostgresConfigurationTest::assertPostgres);
    }

    @Test
    void withoutTheAutoConfigurationOfDataSourcesTheFailureDoesNotSayThatTheUrlIsNotSet() {
        Contexts.runnerWithout("org.h2", "com.zaxxer")
                .withPropertyValues("dynawrap.backend=postgres", "spring.datasource.url=" + Contexts.POSTGRES_URL)
                .run(context -> assertThat(BackendChoiceAnalysis.of(context).getDescription())
                        .endsWith("postgres: there is no DataSource, although spring.datasource.url is set"));
    }

    private static void assertPostgres(AssertableApplicationContext context) {
        assertThat(context.getBean(Backend.class)).isInstanceOf(PostgresBackend.class);
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(Contexts.POSTGRES_URL);
        return pool;
    }

    private static DataSource driverDataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Contexts.POSTGRES_URL);
        return dataSource;
    }
}
