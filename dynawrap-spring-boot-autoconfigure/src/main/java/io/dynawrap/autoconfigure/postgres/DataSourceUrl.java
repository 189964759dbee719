package io.dynawrap.autoconfigure.postgres;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;

/** Reads the URL of a DataSource from its settings, without opening a connection. */
final class DataSourceUrl {

    private DataSourceUrl() {}

    /** Returns the URL, or {@code null} if neither the DataSource nor a wrapped one has a getter for it. */
    static @Nullable String of(DataSource dataSource) {
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        String url = first(properties, String.class, "jdbcUrl", "url", "URL");
        if (url != null) {
            return url;
        }
        DataSource inner = AopProxyUtils.getSingletonTarget(dataSource) instanceof DataSource target
                ? target
                : first(properties, DataSource.class, "targetDataSource", "dataSource");
        return inner == null || inner == dataSource ? null : of(inner);
    }

    /** Returns the value of a property, or {@code null} if its getter fails. */
    private static @Nullable Object value(BeanWrapper properties, String name) {
        try {
            return properties.getPropertyValue(name);
        } catch (BeansException e) {
            return null;
        }
    }

    private static <T> @Nullable T first(BeanWrapper properties, Class<T> type, String... names) {
        return Stream.of(names)
                .filter(properties::isReadableProperty)
                .map(name -> value(properties, name))
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
