package io.dynawrap.autoconfigure;

import io.dynawrap.DbItem;
import io.dynawrap.SchemaVersion;
import io.dynawrap.mapping.ItemCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Examines a model in the thread in which Spring Boot prepares what takes long, so that the some six hundred classes of
 * Jackson 2 are there when the application's models are examined. Before Spring Boot 4.0 nobody asks for this class, and
 * Spring Boot itself prepares Jackson 2.
 */
final class CodecPreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        // a local class is none that a scan for models finds
        @DbItem(pk = "{partition}", sk = "{sort}")
        record AnyModel(
                String partition,
                String sort,
                @SchemaVersion @Nullable String schemaVersion) {}
        ItemCodec.create().type(AnyModel.class);
    }
}
