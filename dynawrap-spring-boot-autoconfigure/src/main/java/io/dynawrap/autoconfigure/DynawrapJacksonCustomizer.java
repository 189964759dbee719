package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Changes how models are written and read: a bean of this type adds modules, mix-ins or a naming strategy to the mapper
 * of the item store. The mapper is the store's own, apart from the one that a web application answers with.
 *
 * <p>Names decide the stored form, the placeholders of the key patterns and the schema version. What the stored form
 * fixes, such as dates as text, is set after all customizers.
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
