package io.dynawrap.key;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of classes in messages, with their article. */
public final class TypeNames {

    private static final List<Class<?>> INTERFACES = List.of(List.class, Set.class, Map.class);

    private TypeNames() {}

    /**
     * Returns the simple name of a class behind its article, such as {@code an Instant}. The classes behind {@code List.of} and
     * their like, which no caller has named, are called by their interface: {@code a List}.
     *
     * @param type the class
     * @return the article and the name
     */
    public static String of(Class<?> type) {
        for (Class<?> known : INTERFACES) {
            if (known.isAssignableFrom(type)) {
                return withArticle(known.getSimpleName());
            }
        }
        return withArticle((type.isAnonymousClass() ? type.getSuperclass() : type).getSimpleName());
    }

    /**
     * Returns a name behind its article: {@code an Order}, {@code a Story}. A name that begins with U has an {@code a}, as in
     * {@code a UUID}.
     *
     * @param name the name
     * @return the article and the name
     */
    public static String withArticle(String name) {
        return ("AEIOaeio".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
