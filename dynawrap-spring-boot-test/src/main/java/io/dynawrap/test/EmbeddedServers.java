package io.dynawrap.test;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Starts the server of the backend in the process of the application, and hands the application its connection details:
 * with {@code dynawrap.backend=dynamodb} a DynamoDB Local, with {@code postgres} a real PostgreSQL. Without the property it
 * sets one: {@code dynamodb} where {@code dynawrap.dynamodb.region} or {@code dynawrap.dynamodb.endpoint} is set or no
 * connection pool is on the class path, {@code postgres} otherwise, also with {@code AWS_REGION} in the environment.
 *
 * <p>In development, a main method among the tests, which {@code mvn spring-boot:test-run} starts:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     SpringApplication.from(MyApplication::main).with(EmbeddedServers.class).run(args);
 * }
 * }</pre>
 *
 * <p>In a test: {@code @SpringBootTest @Import(EmbeddedServers.class)}.
 *
 * <p>The server is on a free port. It starts in about two seconds for the first application context of the process that
 * needs it, and stops when the last one is closed. Each context has a database of its own on it, which goes with the
 * context. A PostgreSQL on the directory that {@code dynawrap.embedded.postgres.data-directory} names is the context's
 * own; its data stays, and only one context at a time can use the directory. DynamoDB Local keeps its data in memory. When
 * Spring Boot's devtools restart the application, server and data stay.
 *
 * <p>The connection details take the place of {@code spring.datasource.url} and of {@code dynawrap.dynamodb.endpoint}. No
 * server starts where others are there already, as those of {@code @ServiceConnection}. They have no effect on a
 * {@code DataSource} or {@code DynamoDbClient} bean that the application makes itself; a warning says so.
 * One line of the log says which server runs where. What the servers themselves log is switched off, unless the
 * application sets a level for {@code software.amazon.dynamodb} or {@code io.zonky.test}.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({
    EmbeddedBackend.class,
    ServerLogging.class,
    EmbeddedPostgresConfiguration.class,
    DynamoDbLocalConfiguration.class
})
public final class EmbeddedServers {

    EmbeddedServers() {}
}
