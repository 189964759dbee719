package io.dynawrap.autoconfigure;

import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** Whole applications, with every auto-configuration on the class path in the order that Spring Boot gives them. */
final class Applications {

    private Applications() {}

    /** Starts an application that does not see the embedded database on the tests' class path. */
    static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return start(application, new FilteredClassLoader("org.h2"), properties);
    }

    static ConfigurableApplicationContext start(Class<?> application, ClassLoader classLoader, String... properties) {
        String[] arguments =
                Stream.of(properties).map(property -> "--" + property).toArray(String[]::new);
        return new SpringApplicationBuilder(new DefaultResourceLoader(classLoader), application)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }
}
