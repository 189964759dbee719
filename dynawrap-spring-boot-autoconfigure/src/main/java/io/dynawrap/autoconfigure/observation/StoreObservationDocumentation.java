package io.dynawrap.autoconfigure.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations of a store, and what their tags hold. */
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

        /** {@code save}, {@code get}, {@code delete}, {@code query}, {@code scan}, {@code batchWrite} and so on. */
        OPERATION {
            @Override
            public String asString() {
                return "operation";
            }
        },

        /** The simple name of the model, {@code several} or {@code none}. */
        MODEL {
            @Override
            public String asString() {
                return "model";
            }
        },

        /** The name the code calls the table by, {@code several} or {@code none}. */
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
         * {@code SUCCESS}; {@code ERROR}; {@code CLOSED} for a stream that was closed or given up before its end; {@code
         * UNKNOWN} as long as the operation lasts.
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

        /** How many items were written, deleted or returned. */
        ITEMS {
            @Override
            public String asString() {
                return "items";
            }
        },

        /** How many pages of a range were read. */
        PAGES {
            @Override
            public String asString() {
                return "pages";
            }
        },

        /** How many requests of a batch repeated writes that an earlier one had left. */
        RETRIES {
            @Override
            public String asString() {
                return "retries";
            }
        },

        /** The capacity units consumed; absent where the database reports none. */
        CAPACITY {
            @Override
            public String asString() {
                return "capacity";
            }
        }
    }
}
