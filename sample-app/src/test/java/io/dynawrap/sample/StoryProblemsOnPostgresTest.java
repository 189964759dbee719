package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Import(EmbeddedServers.class)
class StoryProblemsOnPostgresTest extends StoryProblemsContract {

    @Autowired
    private JdbcClient database;

    @Override
    void dropTable() {
        database.sql("DROP TABLE stories").update();
    }
}
