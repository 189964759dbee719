package io.dynawrap.docs.readme;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.boot.SpringApplication;

class TestMyApplication {

    public static void main(String[] args) {
        SpringApplication.from(MyApplication::main).with(EmbeddedServers.class).run(args);
    }
}
