package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.impl.PropertyValueBuffer;
import com.fasterxml.jackson.databind.deser.std.StdValueInstantiator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A null is left out, unless its class has a default for the field: what was written is what is read. */
class AbsentFieldsTest {

    private static <T> T again(ItemCodec codec, T item) {
        @SuppressWarnings("unchecked")
        ItemType<T> type = codec.type((Class<T>) item.getClass());
        return PlainJson.read(type, type.schemaVersion(), PlainJson.write(type, item));
    }

    private static <T> T again(T item) {
        return again(ItemCodec.create(), item);
    }

    private static <T> T read(Class<T> model, String json) {
        return PlainJson.read(model, json);
    }

    @DbItem(pk = "V", sk = "V")
    static class Bean {
        public @Nullable String plain;
        public @Nullable String status = "new";
        public @Nullable List<String> words = new ArrayList<>(List.of("x"));
        public @Nullable Inner inner = new Inner();
        public Optional<String> unset;
        public Optional<String> set = Optional.of("x");
        public OptionalInt number = OptionalInt.of(5);
        public int count = 7;
    }

    static final class Inner {
        public @Nullable String country = "DE";
        public @Nullable String street;
        public @Nullable Inner next;
    }

    private static Bean empty() {
        Bean bean = new Bean();
        bean.status = null;
        bean.words = null;
        bean.inner = null;
        bean.unset = Optional.empty();
        bean.set = Optional.empty();
        bean.number = OptionalInt.empty();
        bean.count = 0;
        return bean;
    }

    @Test
    void nullInAFieldWithADefaultComesBackAsNull() {
        Bean bean = again(empty());
        assertThat(bean).usingRecursiveComparison().isEqualTo(empty());
        assertThat(bean.status).isNull();
        assertThat(bean.unset).isEqualTo(Optional.empty());
        Bean mapped = ItemType.of(Bean.class).fromMap(ItemType.of(Bean.class).toMap(empty()));
        assertThat(mapped).usingRecursiveComparison().isEqualTo(empty());
    }

    @Test
    void onlyWhatHasADefaultIsStoredAsNull() {
        assertThat(PlainJson.write(empty()))
                .isEqualTo("{\"status\":null,\"words\":null,\"inner\":null,\"unset\":null,\"set\":null,"
                        + "\"number\":null,\"count\":0}");
        Bean unset = new Bean();
        assertThat(PlainJson.write(unset)).doesNotContain("plain", "unset", "street", "null");
        assertThat(again(unset).unset).isNull();
    }

    @Test
    void fieldThatIsNotStoredHasTheDefaultOfItsClass() {
        assertThat(read(Bean.class, "{}")).usingRecursiveComparison().isEqualTo(new Bean());
        assertThat(read(Bean.class, "{\"status\":null,\"set\":null}").status).isNull();
    }

    @Test
    void nullInsideOfAnotherValueComesBackAsNullToo() {
        Bean bean = new Bean();
        bean.inner.country = null;
        bean.inner.next = new Inner();
        bean.inner.next.country = null;
        assertThat(again(bean)).usingRecursiveComparison().isEqualTo(bean);
        assertThat(PlainJson.write(bean)).contains("\"inner\":{\"country\":null,\"next\":{\"country\":null}}");
    }

    @DbItem(pk = "V", sk = "V")
    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        public final @Nullable String status;
        public final @Nullable Optional<String> note;

        private Built(Builder builder) {
            this.status = builder.status;
            this.note = builder.note;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private @Nullable String status = "new";
            private Optional<String> note = Optional.of("x");

            public Builder status(@Nullable String status) {
                this.status = status;
                return this;
            }

            public Builder note(Optional<String> note) {
                this.note = note;
                return this;
            }

            public Built build() {
                return new Built(this);
            }
        }
    }

    @Test
    void builderWithDefaultsGetsTheNull() {
        Built built = new Built.Builder().status(null).note(Optional.empty()).build();
        assertThat(again(built).status).isNull();
        assertThat(again(built).note).isEmpty();
        assertThat(again(new Built.Builder().build()).status).isEqualTo("new");
        assertThat(read(Built.class, "{}").status).isEqualTo("new");
    }

    @DbItem(pk = "V", sk = "V")
    static final class Partly {
        private final String id;

        @JsonProperty
        private @Nullable String status = "new";

        @JsonCreator
        Partly(@JsonProperty("id") String id) {
            this.id = java.util.Objects.requireNonNull(id);
        }

        public String getId() {
            return id;
        }
    }

    @Test
    void fieldBesideAConstructorGetsTheNull() {
        Partly partly = new Partly("1");
        partly.status = null;
        assertThat(again(partly).status).isNull();
    }

    /** As that of Kotlin does: a parameter that is not given has its default, one that is null is null. */
    private static final class DefaultArguments extends StdValueInstantiator {
        DefaultArguments(StdValueInstantiator other) {
            super(other);
        }

        @Override
        public Object createFromObjectWith(
                DeserializationContext context, SettableBeanProperty[] properties, PropertyValueBuffer buffer)
                throws IOException {
            Object status = buffer.hasParameter(properties[0]) ? buffer.getParameter(properties[0]) : "new";
            return new Kotlin((String) status);
        }
    }

    @DbItem(pk = "V", sk = "V")
    static final class Kotlin {
        private final @Nullable String status;

        @JsonCreator
        Kotlin(@JsonProperty("status") @Nullable String status) {
            this.status = status;
        }

        @JsonProperty
        @Nullable String status() {
            return status;
        }
    }

    @Test
    void defaultArgumentGivesWayToTheNull() {
        SimpleModule kotlin = new SimpleModule("kotlin") {
            @Override
            public void setupModule(SetupContext context) {
                context.addValueInstantiators(
                        (DeserializationConfig config, BeanDescription bean, ValueInstantiator instantiator) ->
                                bean.getBeanClass() == Kotlin.class
                                        ? new DefaultArguments((StdValueInstantiator) instantiator)
                                        : instantiator);
            }
        };
        ItemCodec codec = ItemCodec.of(JsonMapper.builder().addModule(kotlin).build());
        assertThat(again(codec, new Kotlin(null)).status).isNull();
        assertThat(again(codec, new Kotlin("x")).status).isEqualTo("x");
        assertThat(PlainJson.read(codec.type(Kotlin.class), null, "{}").status).isEqualTo("new");
    }

    @DbItem(pk = "V", sk = "V")
    record Defaulting(@Nullable String status, @Nullable Optional<String> note) {
        Defaulting {
            status = status == null ? "new" : status;
        }
    }

    @Test
    void constructorThatReplacesNullIsLeftToDoSo() {
        assertThat(again(new Defaulting(null, Optional.empty()))).isEqualTo(new Defaulting("new", Optional.empty()));
        assertThat(PlainJson.write(new Defaulting("x", Optional.empty()))).isEqualTo("{\"status\":\"x\"}");
    }

    @DbItem(pk = "V", sk = "V")
    static final class Skipping {
        public int n;

        @JsonSetter(nulls = Nulls.SKIP)
        public @Nullable String status = "new";
    }

    @Test
    void nullThatCannotBeReadInAnyFormIsRefused() {
        assertThat(again(new Skipping()).status).isEqualTo("new");
        for (int n = 0; n < 2; n++) {
            Skipping item = new Skipping();
            item.status = null;
            assertThatExceptionOfType(InvalidItemException.class)
                    .isThrownBy(() -> PlainJson.write(item))
                    .withMessageStartingWith(
                            "Skipping: the value at '/status' cannot be serialised: It is null, which is"
                                    + " read back as another value")
                    .satisfies(e -> assertThat(e.field()).contains("status"));
        }
    }

    @DbItem(pk = "V", sk = "V")
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    static final class NonDefault {
        public @Nullable String status = "new";
        public @Nullable Integer count = 3;
    }

    @Test
    void defaultsThatAreLeftOutStayDefaults() {
        NonDefault item = new NonDefault();
        assertThat(PlainJson.write(item)).isEqualTo("{}");
        item.status = null;
        assertThat(again(item)).usingRecursiveComparison().isEqualTo(item);
    }

    @DbItem(pk = "V", sk = "V")
    static final class Unwrapping {
        @JsonUnwrapped(prefix = "u_")
        public Inner inner = new Inner();

        public Map<String, Inner> byName = Map.of();
        public @Nullable String computed;

        public @Nullable String getShown() {
            return computed;
        }
    }

    @Test
    void unwrappedFieldsAndElementsOfMapsKeepTheirNulls() {
        Unwrapping item = new Unwrapping();
        item.inner.country = null;
        Inner inner = new Inner();
        inner.country = null;
        item.byName = Map.of("a", inner, "b", new Inner());
        assertThat(again(item)).usingRecursiveComparison().isEqualTo(item);
        assertThat(PlainJson.write(item)).contains("\"u_country\":null").doesNotContain("shown");
    }

    @DbItem(pk = "V", sk = "V")
    record Noted(Optional<String> note) {}

    @Test
    void emptyOptionalOfARecordStaysEmptyWhereTheMapperReadsNullForNothing() {
        ItemCodec codec = ItemCodec.of(JsonMapper.builder()
                .addModule(new Jdk8Module().configureReadAbsentAsNull(true))
                .build());
        assertThat(again(codec, new Noted(Optional.empty()))).isEqualTo(new Noted(Optional.empty()));
    }

    @Test
    void manyThreadsFindTheSameForm() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                ItemCodec codec = ItemCodec.create();
                List<Future<Bean>> beans = new ArrayList<>();
                for (int n = 0; n < 16; n++) {
                    beans.add(threads.submit(() -> again(codec, empty())));
                }
                for (Future<Bean> bean : beans) {
                    assertThat(bean.get()).usingRecursiveComparison().isEqualTo(empty());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
