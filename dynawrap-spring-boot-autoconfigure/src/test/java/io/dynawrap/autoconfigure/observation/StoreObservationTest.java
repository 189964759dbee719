package io.dynawrap.autoconfigure.observation;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.KeyValues;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class StoreObservationTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{n}", table = "stories")
    record Story(String owner, int n) {}

    private static EmbeddedPostgresServer server;

    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final List<Observation> currentInRequests = new ArrayList<>();
    private final DefaultItemStore store = store(observations, null);

    @BeforeAll
    static void startServer() {
        server = EmbeddedPostgresServer.start();
        new DefaultItemStore(new PostgresBackend(new JdbcTemplate(
                        new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()))))
                .createTable("stories");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** Notes which observation is current when the database is reached, as an instrumented driver would. */
    private DefaultItemStore store(ObservationRegistry registry, StoreObservationConvention convention) {
        DriverManagerDataSource source =
                new DriverManagerDataSource(server.jdbcUrl(), server.username(), server.password()) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        synchronized (currentInRequests) {
                            currentInRequests.add(registry.getCurrentObservation());
                        }
                        return super.getConnection();
                    }
                };
        return DefaultItemStore.builder(new PostgresBackend(new JdbcTemplate(source)))
                .listener(new ObservationStoreListener(registry, convention))
                .build();
    }

    private static void saved(DefaultItemStore store, String owner, int stories) {
        store.batchWrite(
                IntStream.range(0, stories).mapToObj(n -> new Story(owner, n)).toList());
    }

    @Test
    void anOperationIsOneObservationWithItsTags() {
        store.save(new Story("tags", 1));

        assertThat(observations)
                .hasSingleObservationThat()
                .hasNameEqualTo("dynawrap.store")
                .hasContextualNameEqualTo("save Story")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError()
                .hasLowCardinalityKeyValue("operation", "save")
                .hasLowCardinalityKeyValue("model", "Story")
                .hasLowCardinalityKeyValue("table", "stories")
                .hasLowCardinalityKeyValue("backend", "postgres")
                .hasLowCardinalityKeyValue("outcome", "SUCCESS")
                .hasLowCardinalityKeyValue("error", "none")
                .hasHighCardinalityKeyValue("items", "1")
                .hasHighCardinalityKeyValue("pages", "0")
                .hasHighCardinalityKeyValue("retries", "0")
                .hasSubsetOfKeys(
                        "operation", "model", "table", "backend", "outcome", "error", "items", "pages", "retries");
    }

    @Test
    void noTagHoldsAKeyOrAnythingOfAnItem() {
        store.save(new Story("secret-owner", 1));
        store.query(Story.class, KeyValues.of("owner", "secret-owner")).list();
        assertThat(observations)
                .hasHandledContextsThatSatisfy(contexts -> assertThat(contexts)
                        .hasSize(2)
                        .allSatisfy(context -> assertThat(context.getAllKeyValues() + context.getContextualName())
                                .doesNotContain("secret")));
    }

    @Test
    void aFailureIsAnError() {
        DefaultItemStore absent = store.table("absent");
        assertThatThrownBy(() -> absent.save(new Story("failure", 1))).isInstanceOf(TableNotFoundException.class);
        assertThat(observations)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasError()
                .hasLowCardinalityKeyValue("outcome", "ERROR")
                .hasLowCardinalityKeyValue("error", "TableNotFoundException");
    }

    @Test
    void aRefusedWriteIsNoError() {
        store.create(new Story("refused", 1));
        observations.clear();
        assertThatThrownBy(() -> store.create(new Story("refused", 1))).isInstanceOf(ItemExistsException.class);
        assertThat(observations)
                .hasSingleObservationThat()
                .hasContextualNameEqualTo("create Story")
                .hasBeenStopped()
                .doesNotHaveError()
                .hasLowCardinalityKeyValue("outcome", "REFUSED")
                .hasLowCardinalityKeyValue("error", "none")
                .hasHighCardinalityKeyValue("items", "0");
    }

    @Test
    void requestsRunInTheScopeOfTheObservationAndTheCallersCodeDoesNot() {
        saved(store, "scope", 200);
        observations.clear();
        currentInRequests.clear();
        List<Observation> currentInCaller = new ArrayList<>();

        Observation parent = Observation.start("parent", observations);
        try (Observation.Scope scope = parent.openScope();
                Stream<Story> stories = store.query(Story.class, KeyValues.of("owner", "scope")).stream()) {
            assertThat(scope.getCurrentObservation()).isSameAs(parent);
            stories.forEach(story -> currentInCaller.add(observations.getCurrentObservation()));
        }
        parent.stop();

        assertThat(currentInCaller).hasSize(200).containsOnly(parent);
        assertThat(currentInRequests)
                .hasSizeGreaterThan(1)
                .allSatisfy(current ->
                        assertThat(current.getContextView().getName()).isEqualTo("dynawrap.store"));
        assertThat(observations)
                .hasObservationWithNameEqualTo("dynawrap.store")
                .that()
                .hasParentObservationEqualTo(parent);
    }

    @Test
    void theThreadsOfAParallelScanWorkInItsScope() {
        saved(store, "parallel", 50);
        observations.clear();
        currentInRequests.clear();
        assertThat(store.scan(Story.class).parallelism(3).list()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(observations).hasSingleObservationThat().hasLowCardinalityKeyValue("operation", "scan");
        assertThat(currentInRequests)
                .isNotEmpty()
                .allSatisfy(current ->
                        assertThat(current.getContextView().getName()).isEqualTo("dynawrap.store"));
        assertThat(observations.getCurrentObservation()).isNull();
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndIsSaidToBe() {
        saved(store, "closed", 3);
        observations.clear();
        try (Stream<Story> stories = store.query(Story.class, KeyValues.of("owner", "closed")).stream()) {
            assertThat(stories.iterator().next().n()).isZero();
        }
        assertThat(observations)
                .hasSingleObservationThat()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "CLOSED")
                .hasHighCardinalityKeyValue("items", "1");
    }

    @Test
    void theApplicationMayGiveOtherNamesAndTags() {
        StoreObservationConvention mine = new DefaultStoreObservationConvention() {
            @Override
            public String getName() {
                return "my.store";
            }
        };
        store(observations, mine).save(new Story("convention", 1));
        assertThat(observations)
                .hasSingleObservationThat()
                .hasNameEqualTo("my.store")
                .hasLowCardinalityKeyValue("operation", "save");
    }

    @Test
    void theCountsOfAnOperationBecomeMeters() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new StoreMeterHandler(meters));
        DefaultItemStore metered = store(registry, null);
        saved(metered, "meters", 300);
        metered.query(Story.class, KeyValues.of("owner", "meters")).list();

        String[] tags = {
            "operation",
            "query",
            "model",
            "Story",
            "table",
            "stories",
            "backend",
            "postgres",
            "outcome",
            "SUCCESS",
            "error",
            "none"
        };
        assertThat(meters.get("dynawrap.store").tags(tags).timer().count()).isEqualTo(1);
        assertThat(meters.get("dynawrap.store.items").tags(tags).summary().totalAmount())
                .isEqualTo(300);
        assertThat(meters.get("dynawrap.store.pages").tags(tags).summary().totalAmount())
                .isEqualTo(2);
        assertThat(meters.get("dynawrap.store.retries").tags(tags).counter().count())
                .isZero();
        assertThat(meters.find("dynawrap.store.capacity").summary()).isNull();
        assertThat(meters.get("dynawrap.store.active").longTaskTimers())
                .allSatisfy(timer -> assertThat(timer.activeTasks()).isZero());
    }

    @Test
    void nothingIsMadeWhileNobodyHandlesObservations() {
        ObservationRegistry nobody = ObservationRegistry.create();
        assertThat(new ObservationStoreListener(nobody, null).isEnabled()).isFalse();
        nobody.observationConfig().observationHandler(context -> true);
        assertThat(new ObservationStoreListener(nobody, null).isEnabled()).isTrue();
    }
}
