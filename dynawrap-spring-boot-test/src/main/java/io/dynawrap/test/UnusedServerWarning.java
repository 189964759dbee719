package io.dynawrap.test;

import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Warns at startup if an application connects to its database with its own bean, on which the connection details of the
 * embedded server have no effect. A test would then write to the database of that bean.
 */
final class UnusedServerWarning implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);

    private final ConfigurableListableBeanFactory beans;
    private final String server;
    private final Class<?> details;
    private final Class<?> client;

    /**
     * Creates a warning.
     *
     * @param beans the application's beans
     * @param server the server's name
     * @param details the type of its connection details
     * @param client the type of the beans that are created from them
     */
    UnusedServerWarning(ConfigurableListableBeanFactory beans, String server, Class<?> details, Class<?> client) {
        this.beans = beans;
        this.server = server;
        this.details = details;
        this.client = client;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> clients = singletons(client);
        if (!clients.isEmpty() && singletons(details).stream().noneMatch(this::isUsed)) {
            LOG.warn(
                    "The embedded {} is not used: the application defines its own {}, the bean {}. Leave it out in"
                            + " development and tests, for example with a profile, or create it from the {} bean",
                    server,
                    client.getSimpleName(),
                    String.join(", ", clients),
                    details.getSimpleName());
        }
    }

    private List<String> singletons(Class<?> type) {
        return Stream.of(beans.getBeanNamesForType(type, false, false))
                .filter(beans::containsSingleton)
                .toList();
    }

    private boolean isUsed(String name) {
        return beans.getDependentBeans(name).length > 0;
    }
}
