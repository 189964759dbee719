package io.dynawrap.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An application whose own beans lead to another database than the embedded one. */
@ExtendWith(OutputCaptureExtension.class)
class UnusedServerWarningTest {

    @Test
    void aDataSourceOfTheApplicationIsWarnedOfOnce(CapturedOutput output) {
        run(OwnDataSource.class, "postgres");

        assertThat(warnings(output))
                .singleElement()
                .asString()
                .contains(
                        "The embedded PostgreSQL is not used: the application defines its own DataSource, the bean mine.")
                .contains("create it from the JdbcConnectionDetails bean");
    }

    @Test
    void theStoreUsesTheEmbeddedDynamoDbLocalBesideAClientOfTheApplication(CapturedOutput output) {
        run(OwnClient.class, "dynamodb");

        assertThat(output).contains("The store uses its own client, for http://127.0.0.1:");
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void aDataSourceThatIsMadeOfTheDetailsIsNotWarnedOf(CapturedOutput output) {
        run(DataSourceOfTheDetails.class, "postgres");

        assertThat(output).contains("Embedded PostgreSQL runs at");
        assertThat(warnings(output)).isEmpty();
    }

    @Test
    void anApplicationWithoutBeansOfItsOwnIsNotWarned(CapturedOutput output) {
        run(NoteApplication.class, "dynamodb");

        assertThat(output).contains("DynamoDB Local runs at");
        assertThat(warnings(output)).isEmpty();
    }

    private static void run(Class<?> configuration, String backend) {
        new SpringApplicationBuilder(NoteApplication.class, configuration, EmbeddedServers.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run("--dynawrap.backend=" + backend, "--dynawrap.create-tables=false")
                .close();
    }

    private static List<String> warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(line -> line.contains(" is not used"))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {

        @Bean
        DataSource mine() {
            return new DriverManagerDataSource("jdbc:postgresql://localhost:1/mine");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class DataSourceOfTheDetails {

        @Bean
        DataSource ofTheDetails(JdbcConnectionDetails details) {
            return new DriverManagerDataSource(details.getJdbcUrl(), details.getUsername(), details.getPassword());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {

        @Bean
        DynamoDbClient mine() {
            return DynamoDbClient.builder()
                    .region(Region.EU_CENTRAL_1)
                    .httpClientBuilder(Apache5HttpClient.builder())
                    .build();
        }
    }
}
