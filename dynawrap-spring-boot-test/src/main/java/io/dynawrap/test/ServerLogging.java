package io.dynawrap.test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;

/** Limits the log output of the servers, with any logging library, unless the application sets a level. */
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
