package io.dynawrap.autoconfigure.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of a store, and the content of their tags. */
public enum StoreObservationDocumentation implements ObservationDocumentation {

    /** One operation of a store. */
    STORE_OPERATION {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultStoreObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LowCardinalityKeyNames.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinalityKeyNames.values();
        }
    };

    /** Tags of metrics and of spans. */
    public enum LowCardinalityKeyNames implements KeyName {

        /** The name of the operation, as in {@link io.dynawrap.observe.StoreListener.Operation#name}. */
        OPERATION {
            @Override
            public String asString() {
                return "operation";
            }
        },

        /** The simple name of the model or of the sealed interface, {@code several} or {@code none}. */
        MODEL {
            @Override
            public String asString() {
                return "model";
            }
        },

        /** The name of the table in the code, {@code several} or {@code none}. */
        TABLE {
            @Override
            public String asString() {
                return "table";
            }
        },

        /** {@code dynamodb} or {@code postgres}. */
        BACKEND {
            @Override
            public String asString() {
                return "backend";
            }
        },

        /**
         * {@code SUCCESS}; {@code REFUSED} for a write whose condition did not hold, which is no error; {@code ERROR}; {@code
         * CLOSED} for a stream that was closed or abandoned before its end; {@code UNKNOWN} until the operation completes.
         */
        OUTCOME {
            @Override
            public String asString() {
                return "outcome";
            }
        },

        /** The simple name of the exception that was thrown, or {@code none}. */
        ERROR {
            @Override
            public String asString() {
                return "error";
            }
        }
    }

    /** Further tags of spans. */
    public enum HighCardinalityKeyNames implements KeyName {

        /** Number of items written, deleted or returned. */
        ITEMS {
            @Override
            public String asString() {
                return "items";
            }
        },

        /** Number of pages of a range that were read. */
        PAGES {
            @Override
            public String asString() {
                return "pages";
            }
        },

        /** Number of requests that repeated an earlier request: something was left unprocessed, or met a conflict or another writer. */
        RETRIES {
            @Override
            public String asString() {
                return "retries";
            }
        },

        /** The capacity units consumed; absent if the database does not report them. */
        CAPACITY {
            @Override
            public String asString() {
                return "capacity";
            }
        }
    }
}
