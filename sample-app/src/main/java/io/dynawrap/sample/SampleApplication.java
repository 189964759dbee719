package io.dynawrap.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the story service. */
@SpringBootApplication(proxyBeanMethods = false)
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
