package io.dynawrap.sample;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same contract on the image that {@code compose.yaml} names; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class StoryApiOnPostgresContainerIT extends StoryApiContract {

    @Container
    @ServiceConnection
    static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:18");
}
