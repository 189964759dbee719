package io.dynawrap.autoconfigure.observation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates no meters for further tables, and says so once. */
final class FurtherTables implements MeterFilter {

    private static final Logger LOG = LoggerFactory.getLogger(DynawrapObservationAutoConfiguration.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "There are meters of the store for {} tables. Operations on further tables are not metered. To change that,"
                            + " define a MeterFilter bean named dynawrapTableTagLimit",
                    DynawrapObservationAutoConfiguration.Meters.MAX_TABLES);
        }
        return MeterFilterReply.DENY;
    }
}
