package io.dynawrap.test;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Starts the server of the backend in the process of the application, and provides its connection details to the
 * application. With {@code dynawrap.backend=dynamodb} it is a DynamoDB Local, with {@code postgres} a real PostgreSQL.
 * If the application does not set the property, this class does. It is {@code dynamodb} if {@code
 * dynawrap.dynamodb.region} or {@code dynawrap.dynamodb.endpoint} is set or no connection pool is on the class path.
 * Otherwise it is {@code postgres}, even with {@code AWS_REGION} in the environment.
 *
 * <p>In development, write a main method among the tests and start it with {@code mvn spring-boot:test-run}:
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
 * needs it, and stops when the last context is closed. Each context has its own database on it, which is deleted with
 * the context. If {@code dynawrap.embedded.postgres.data-directory} names a directory, the context has its own
 * PostgreSQL on it; its data is kept, and only one context at a time can use the directory. DynamoDB Local keeps its
 * data in memory. When Spring Boot's devtools restart the application, server and data are kept.
 *
 * <p>The connection details replace {@code spring.datasource.url} and {@code dynawrap.dynamodb.endpoint}. No server
 * starts if other connection details exist, such as those of {@code @ServiceConnection}. The details have no effect on
 * a {@code DataSource} or {@code DynamoDbClient} bean that the application defines; then a warning is logged. One line
 * of the log names the server and its address. The servers' own log output is switched off, unless the application sets
 * a level for {@code software.amazon.dynamodb} or {@code io.zonky.test}.
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
