package io.dynawrap.benchmarks.startup.jdbc;

import io.dynawrap.benchmarks.startup.BareController;
import io.dynawrap.benchmarks.startup.BareProblemAdvice;
import io.dynawrap.benchmarks.startup.SampleWeb;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The sample application without Dynawrap, on PostgreSQL. */
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
@Import({BareController.class, BareProblemAdvice.class, SampleWeb.class})
public final class JdbcApplication {

    JdbcApplication() {}

    /**
     * Starts the service.
     *
     * @param args properties in Spring Boot's form
     */
    public static void main(String[] args) {
        SpringApplication.run(JdbcApplication.class, args);
    }
}
