package io.dynawrap.docs.readme;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class MyApplication {

    static void main(String[] args) {
        SpringApplication.run(MyApplication.class, args);
    }
}
