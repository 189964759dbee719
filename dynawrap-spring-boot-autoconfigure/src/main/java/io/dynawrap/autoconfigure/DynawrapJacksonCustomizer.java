package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Changes how models are written and read: a bean of this type adds modules, mix-ins or a naming strategy to the mapper
 * of the item store. The store has its own mapper. The one of a web application is not used.
 *
 * <p>Names decide the stored form, the placeholders of the key patterns and the schema version. Settings that the stored form
 * fixes, such as dates as text, are applied after all customizers.
 */
@FunctionalInterface
public interface DynawrapJacksonCustomizer {

    /**
     * Changes the mapper of the item store. Called once at startup, in the order of the beans.
     *
     * @param builder the builder of the mapper
     */
    void customize(JsonMapper.Builder builder);
}
