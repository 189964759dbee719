package io.dynawrap.autoconfigure;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessorFactory;

/** Reads a DataSource's URL from its settings, so that no connection is needed to know the database. */
final class DataSourceUrl {

    private DataSourceUrl() {}

    /** The URL, or {@code null} if neither the DataSource nor one that it wraps shows it. */
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

    /** The part of a URL that tells the server and the database, and holds neither user nor password. */
    static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }

    /** A getter that fails tells no URL. */
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
