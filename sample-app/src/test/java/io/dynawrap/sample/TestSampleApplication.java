package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.boot.SpringApplication;

/**
 * The service for development, with a server in its own process and the explorer at {@code /dynawrap}: {@code mvn -pl
 * sample-app -am spring-boot:test-run}.
 */
final class TestSampleApplication {

    private TestSampleApplication() {}

    public static void main(String[] args) {
        start(args);
    }

    static SpringApplication.Running start(String... args) {
        return SpringApplication.from(SampleApplication::main)
                .with(DevelopmentStories.class, EmbeddedServers.class)
                .withAdditionalProfiles("development")
                .run(args);
    }
}
