package io.dynawrap.autoconfigure;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Changes how models are written and read. Define a bean of this type to add modules, mix-ins or a naming strategy to the
 * mapper of the item store. This mapper is separate from that of a web application.
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
