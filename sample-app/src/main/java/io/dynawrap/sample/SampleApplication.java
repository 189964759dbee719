package io.dynawrap.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts the story service. {@link ProblemReportValve} answers failures outside of a controller. */
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
public final class SampleApplication {

    SampleApplication() {}

    /**
     * Starts the service.
     *
     * @param args properties in Spring Boot's form, for example {@code --server.port=8081}
     */
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
