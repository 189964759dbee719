package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSetTest {

    @DbItem(pk = "A#{id}", sk = "ONE", table = "t")
    record One(String id) implements Good, NestedTwice, Twice {}

    @DbItem(pk = "A#{id}", sk = "TWO", table = "t")
    record Two(String id)
            implements Good, OtherTable, OtherKey, OtherType, WithView, Unmodeled, WithOpen, Overlapping {}

    sealed interface Good permits One, Two {}

    @DbItem(pk = "A#{id}", sk = "TWO", table = "u")
    record Elsewhere(String id) implements OtherTable {}

    sealed interface OtherTable permits Two, Elsewhere {}

    @DbItem(pk = "B#{id}", sk = "B", table = "t")
    record OfB(String id) implements OtherKey {}

    sealed interface OtherKey permits Two, OfB {}

    @DbItem(pk = "A#{id}", sk = "NUMBER", table = "t")
    record Numbered(long id) implements OtherType {}

    sealed interface OtherType permits Two, Numbered {}

    @DbItem(pk = "A#{id}", sk = "{rest}", table = "t")
    record Any(String id, String rest) implements Overlapping {}

    sealed interface Overlapping permits Two, Any {}

    @DbItem(pk = "A#{id}", sk = "TWO", table = "t", viewOf = Two.class)
    record View(String id) implements WithView {}

    sealed interface WithView permits Two, View {}

    record Plain(String id) implements Unmodeled {}

    sealed interface Unmodeled permits Two, Plain {}

    non-sealed interface Open extends WithOpen {}

    sealed interface WithOpen permits Two, Open {}

    sealed interface Twice permits One, NestedTwice {}

    sealed interface NestedTwice extends Twice permits One {}

    interface Unsealed {}

    private final DefaultItemStore store = new DefaultItemStore(new FaultyBackend());

    private void refused(Class<?> model, String message) {
        assertThatThrownBy(() -> store.register(List.of(model)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(model.getSimpleName())
                .hasMessageContaining(message);
        assertThatThrownBy(() -> store.query(model, KeyValues.of("id", "1")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> store.scan(model))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSealedInterfaceRegistersTheModelsThatItPermits() {
        store.register(List.of(Good.class));
        assertThat(store.admin().describe().tables().get(0).models())
                .extracting(type -> type.model().getSimpleName())
                .containsExactly("One", "Two");
    }

    @Test
    void aStoreDescribesTheSealedInterfacesOfWhichItHasAllModels() {
        store.register(List.of(Two.class));
        assertThat(store.admin().describe().tables().get(0).sealedInterfaces()).isEmpty();
        store.register(List.of(One.class));
        assertThat(store.admin().describe().tables().get(0).sealedInterfaces())
                .extracting(found -> found.type().getSimpleName() + " " + found.models())
                .containsExactly("Good [One[A#{id}, ONE], Two[A#{id}, TWO]]", "NestedTwice [One[A#{id}, ONE]]");
    }

    @Test
    void modelsThatOneQueryCannotFindAreRefused() {
        refused(OtherTable.class, "Elsewhere has another table than Two: 'u', not 't'");
        refused(OtherKey.class, "OfB has another partition key than Two: 'B#{id}', not 'A#{id}'");
        refused(OtherType.class, "Numbered has another type of the field 'id' in its key than Two");
    }

    @Test
    void permittedTypesThatAreNoModelsAreRefused() {
        refused(WithView.class, "View is a view");
        refused(Unmodeled.class, "Plain is no model. Annotate it with @DbItem");
        refused(WithOpen.class, "Open is not sealed");
        refused(Twice.class, "One is permitted twice");
    }

    @Test
    void modelsOfWhichSomeKeysFitBothAreRefused() {
        assertThatThrownBy(() -> store.register(List.of(Overlapping.class)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Two")
                .hasMessageContaining("Any")
                .hasMessageContaining("some keys fit both");
        assertThatThrownBy(() -> store.query(Overlapping.class, KeyValues.of("id", "1")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("some keys fit both");
        assertThatThrownBy(() -> store.scan(Overlapping.class))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("some keys fit both");
    }

    @Test
    void anInterfaceThatIsNotSealedIsNoModel() {
        refused(
                Unsealed.class,
                "is an interface without @DbItem. Pass a model, or to a query or scan a sealed interface that permits only models.");
    }
}
