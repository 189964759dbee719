package io.dynawrap.autoconfigure.model;

import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import io.dynawrap.mapping.ItemCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Examines a model in Spring Boot's background thread for slow initialization. So the about six hundred classes of Jackson 2
 * are loaded when the models of the application are examined. Spring Boot before 4.0 does not call this class, and loads
 * Jackson 2 itself.
 */
final class CodecPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        // a local class, which a scan for models does not find
        @DbItem(pk = "{partition}", sk = "{sort}")
        record AnyModel(
                String partition,
                String sort,
                @SchemaVersion @Nullable String schemaVersion) {}
        ItemCodec.create().type(AnyModel.class);
    }
}
