package io.dynawrap.explorer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Logs a warning once at startup. Lazy initialization does not defer a bean of this type.
 *
 * @param message the warning
 */
record ExplorerNotice(String message) implements SmartInitializingSingleton {

    static final String PRESENT = """
            The page at /dynawrap shows stored items to everyone who reaches it. In production set \
            dynawrap.explorer.enabled to false, or let only those reach the page who may read the whole database.""";

    static final String ABSENT = """
            dynawrap.explorer.enabled is true, but there is no page at /dynawrap: the management rules of the application \
            do not allow it. The page needs a servlet web application with one store, spring-boot-starter-actuator, management on the \
            application's own port (no management.server.port), and the endpoint 'dynawrap' exposed over the web. Write \
            in application.yml:

            management:
              endpoints:
                web:
                  exposure:
                    include: health,dynawrap
            """;

    private static final Logger LOG = LoggerFactory.getLogger("io.dynawrap.explorer");

    @Override
    public void afterSingletonsInstantiated() {
        LOG.warn("{}", message);
    }
}
