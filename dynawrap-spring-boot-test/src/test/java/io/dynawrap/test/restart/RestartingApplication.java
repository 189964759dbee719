package io.dynawrap.test.restart;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.EmbeddedServers;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.annotation.Bean;

/** Stores an item at each start, says what it finds, and has itself started again until there are three. */
@SpringBootApplication(proxyBeanMethods = false)
class RestartingApplication {

    public static void main(String[] args) {
        SpringApplication.from(RestartingApplication::start)
                .with(EmbeddedServers.class)
                .run(args);
    }

    private static void start(String[] args) {
        SpringApplication.run(RestartingApplication.class, args);
    }

    @Bean
    ApplicationRunner visit(ItemStore store) {
        return arguments -> {
            int before = store.query(Visit.class, KeyValues.none()).list().size();
            store.save(new Visit(before + 1));
            System.out.println(
                    "VISIT " + store.query(Visit.class, KeyValues.none()).list() + " by "
                            + Visit.class.getClassLoader().getClass().getSimpleName() + " from "
                            + EmbeddedServers.class.getClassLoader().getClass().getSimpleName());
            if (before < 2) {
                new Thread(() -> Restarter.getInstance().restart()).start();
            } else {
                System.exit(0);
            }
        };
    }
}
