package io.dynawrap.docs.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.StoreException;
import io.dynawrap.docs.Guides;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The grants of the guide are enough for all that a store does, and none of them is too much. */
class PostgresGrantsTest {

    private static final List<String> STATEMENTS = Guides.blocks("production.md", "sql");

    private final JdbcTemplate superuser = Server.jdbc();
    private final String database = superuser.queryForObject("SELECT current_database()", String.class);

    @BeforeEach
    void runTheStatementsOfTheGuide() {
        STATEMENTS.forEach(superuser::execute);
    }

    @AfterEach
    void dropTheRoles() {
        for (String role : List.of("stories_app", "stories_setup")) {
            superuser.execute("DROP OWNED BY " + role);
            superuser.execute("DROP ROLE " + role);
        }
    }

    @Test
    void aRoleWithTheGrantsDoesAllThatAStoreDoes() {
        superuser.execute("ANALYZE stories.stories");
        assertThatCode(() -> Operations.runAll(storeOf("stories_app"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
    void eachGrantIsNeeded(String privilege) {
        superuser.execute("REVOKE " + privilege + " ON stories.stories FROM stories_app");
        assertThatThrownBy(() -> Operations.runAll(storeOf("stories_app")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the role lacks a permission");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE"})
    void eachGrantOnTheTableOfTokensIsNeeded(String privilege) {
        superuser.execute("REVOKE " + privilege + " ON stories.dynawrap_token FROM stories_app");
        assertThatThrownBy(() -> Operations.runAll(storeOf("stories_app")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("on which the role lacks a permission")
                .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON \"stories\".\"dynawrap_token\"");
    }

    @Test
    void aSweepOfExpiredItemsNeedsNoFurtherGrant() {
        superuser.execute("INSERT INTO stories.stories (pk, sk, data) VALUES ('A', 'A', '{\"expiresAt\": 5}')");
        PostgresBackend backend = new PostgresBackend(Server.jdbc(database, "stories_app"), "stories");
        assertThat(backend.deleteExpired(new SweepRequest("stories", "expiresAt", 5, 10)))
                .isEqualTo(new SweepResult.Deleted(1));
    }

    @Test
    void aRoleThatMayNotCreateFailsWhereTheTableIsMissing() {
        superuser.execute("DROP TABLE stories.stories");
        assertThatThrownBy(() -> storeOf("stories_app").createTable("stories"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the role lacks a permission");
    }

    @Test
    void aRoleThatMayCreateMakesTheTableAndUsesIt() {
        superuser.execute("DROP TABLE stories.stories");
        superuser.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON stories.dynawrap_token TO stories_setup");
        assertThatCode(() -> Operations.runAll(storeOf("stories_setup"))).doesNotThrowAnyException();
    }

    private DefaultItemStore storeOf(String role) {
        return new DefaultItemStore(new PostgresBackend(Server.jdbc(database, role), "stories"));
    }
}
