package io.dynawrap.test;

import io.dynawrap.autoconfigure.BackendType;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Sets {@code dynawrap.backend} if the application does not, before any condition reads it. So the backend is always
 * that of the started server, and never a database that happens to be reachable, such as that of a developer's AWS
 * account.
 */
final class EmbeddedBackend implements ImportSelector {

    private static final String BACKEND = "dynawrap.backend";

    private final ConfigurableEnvironment environment;
    private final ListableBeanFactory beans;
    private final ClassLoader classLoader;

    EmbeddedBackend(Environment environment, BeanFactory beans, ClassLoader classLoader) {
        this.environment = (ConfigurableEnvironment) environment;
        this.beans = (ListableBeanFactory) beans;
        this.classLoader = classLoader;
    }

    @Override
    public String[] selectImports(AnnotationMetadata importingClass) {
        if (!environment.containsProperty(BACKEND)) {
            String backend = (isDynamoDb() ? BackendType.DYNAMODB : BackendType.POSTGRES).name();
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            EmbeddedBackend.class.getName(), Map.of(BACKEND, backend.toLowerCase(Locale.ROOT))));
        }
        return new String[0];
    }

    /**
     * Applies the rule for applications without an embedded server, where these settings make DynamoDB the only usable
     * backend.
     */
    private boolean isDynamoDb() {
        return environment.containsProperty("dynawrap.dynamodb.region")
                || environment.containsProperty("dynawrap.dynamodb.endpoint")
                || beans.getBeanNamesForType(DynamoDbConnectionDetails.class, true, false).length > 0
                || DataSourceBuilder.findType(classLoader) == null;
    }
}
