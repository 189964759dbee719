package io.dynawrap.backend;

import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.mapping.ItemCodec;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stub. */
public final class DefaultItemStore implements ItemStore {
    /** Stub.
     * @param backend backend */
    public DefaultItemStore(Backend backend) {}

    /** Settings.
     * @param backend backend
     * @return builder */
    public static Builder builder(Backend backend) {
        return new Builder();
    }

    /** Registers and checks models that name their table: bad models and overlapping patterns fail here, without I/O.
     * @param models classes */
    public void register(Collection<Class<?>> models) {}

    @Override
    public ItemStore table(String table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ItemStore consistentReads(boolean consistent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T save(T item) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> get(Class<T> model, KeyValues key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void delete(T item) {}

    @Override
    public void delete(Class<?> model, KeyValues key) {}

    @Override
    public <T> ItemQuery<T> query(Class<T> model, KeyValues key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> ItemQuery<T> scan(Class<T> model, KeyValues key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int batchWrite(Collection<?> items) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createTable() {}

    /** Stub. */
    public static final class Builder {
        private Builder() {}

        /** Codec.
         * @param codec codec
         * @return this */
        public Builder codec(ItemCodec codec) {
            return this;
        }

        /** Logical to physical names; the identity unless set.
         * @param names function
         * @return this */
        public Builder tableNames(UnaryOperator<String> names) {
            return this;
        }

        /** Default for get and query; true unless set.
         * @param consistent whether
         * @return this */
        public Builder consistentReads(boolean consistent) {
            return this;
        }

        /** Builds.
         * @return store */
        public DefaultItemStore build() {
            throw new UnsupportedOperationException();
        }
    }
}
