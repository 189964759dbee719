package io.dynawrap.postgres;

import org.jspecify.annotations.Nullable;

/**
 * One column as the catalog describes it.
 *
 * @param type the type's name
 * @param collation the collation's name, or {@code null} for a type without a collation
 * @param exact whether only equal texts compare as equal
 */
record TableColumn(String type, @Nullable String collation, boolean exact) {

    boolean isText() {
        return type.equals("text") || type.equals("character varying");
    }

    boolean sortsByBytes() {
        return "C".equals(collation);
    }
}
