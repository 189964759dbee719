package io.dynawrap.test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/** Quietens the servers, whatever logging library is in use, where the application has not set a level itself. */
final class ServerLogging {

    private final ObjectProvider<LoggingSystem> logging;
    private final Environment environment;

    ServerLogging(ObjectProvider<LoggingSystem> logging, Environment environment) {
        this.logging = logging;
        this.environment = environment;
    }

    void limit(String logger, LogLevel level) {
        if (!environment.containsProperty("logging.level." + logger)) {
            logging.ifAvailable(system -> system.setLogLevel(logger, level));
        }
    }
}
