package io.dynawrap.benchmarks.startup.dynamodb;

import io.dynawrap.benchmarks.startup.BareController;
import io.dynawrap.benchmarks.startup.BareProblemAdvice;
import io.dynawrap.benchmarks.startup.SampleWeb;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The sample application without Dynawrap, on DynamoDB. */
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
@Import({BareController.class, BareProblemAdvice.class, SampleWeb.class})
public final class DynamoDbApplication {

    DynamoDbApplication() {}

    /**
     * Starts the service.
     *
     * @param args properties in Spring Boot's form
     */
    public static void main(String[] args) {
        SpringApplication.run(DynamoDbApplication.class, args);
    }

    /** The client of the sample, from the same settings. */
    @Bean
    DynamoDbClient client(
            @Value("${dynawrap.dynamodb.endpoint}") URI endpoint, @Value("${dynawrap.dynamodb.region}") String region) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }
}
