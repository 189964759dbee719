package io.dynawrap.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Marks the configuration class of a backend. The class applies unless {@code dynawrap.backend} names another backend.
 *
 * <p>The settings of the store are bound before the beans of the class are created. So a wrong setting is reported, and not
 * for example an AWS region that is absent too.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Configuration(proxyBeanMethods = false)
@Conditional(OnBackendCondition.class)
@Import(StoreSettings.class)
public @interface BackendConfiguration {

    /**
     * Returns the backend that the class offers.
     *
     * @return the backend
     */
    BackendType value();
}
