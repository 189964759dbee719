package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.boot.SpringApplication;

/** The service for development, with a server in its own process: {@code mvn -pl sample-app -am spring-boot:test-run}. */
final class TestSampleApplication {

    private TestSampleApplication() {}

    public static void main(String[] args) {
        SpringApplication.from(SampleApplication::main)
                .with(EmbeddedServers.class)
                .run(args);
    }
}
