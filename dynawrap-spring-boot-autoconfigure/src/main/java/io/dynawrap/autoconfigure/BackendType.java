package io.dynawrap.autoconfigure;

import java.util.Locale;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The databases that hold items: the values of {@code dynawrap.backend}. */
public enum BackendType {
    /** Items are stored in Amazon DynamoDB. */
    DYNAMODB,
    /** Items are stored in PostgreSQL. */
    POSTGRES;

    /** Returns the value as it is written in a configuration file. */
    String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reports whether the configuration names this backend or does not name any. */
    boolean allowedBy(Environment environment) {
        return this
                == Binder.get(environment)
                        .bind("dynawrap.backend", BackendType.class)
                        .orElse(this);
    }
}
