package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classes that look like models and could not be saved, or not be read as what they were. */
class RefusedModelsTest {

    private static void refused(Class<?> model, String... parts) {
        assertThatExceptionOfType(InvalidModelException.class)
                .as("%s", model)
                .isThrownBy(() -> ItemType.of(model))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
    }

    record Line(String text) {}

    @DbItem(pk = "V#{id}", sk = "V")
    record Box<T>(String id, T value) {}

    @DbItem(pk = "V#{id}", sk = "V")
    static class Shelf<T extends Comparable<T>> {
        public String id;
        public List<T> values;
    }

    @DbItem(pk = "V#{id}", sk = "V")
    static final class Lines extends Shelf<String> {}

    @Test
    void modelWithTypeParametersIsRefusedAndOneThatFixesThemIsNot() {
        refused(Box.class, "Box has type parameters");
        refused(Shelf.class, "Shelf has type parameters", "a class that extends it");
        assertThat(ItemType.of(Lines.class).fromMap(Map.of("id", "1", "values", List.of("a"))).values)
                .containsExactly("a");
    }

    @DbItem(pk = "V#{id}", sk = "V")
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "circle")})
    sealed interface Shape {
        String id();
    }

    record Circle(String id) implements Shape {}

    @DbItem(pk = "V#{id}", sk = "V")
    abstract static class Base {
        public String id;
    }

    @DbItem(pk = "ROUND#{id}", sk = "V")
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Disc.class, name = "disc")})
    static class Round {
        public String id;
    }

    static final class Disc extends Round {}

    @DbItem(pk = "ROUND#{id}", sk = "V", viewOf = Round.class)
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Seen.class, name = "Round")})
    interface View {
        String getId();
    }

    record Seen(String id) implements View {
        @Override
        public String getId() {
            return id;
        }
    }

    @Test
    void abstractModelIsRefusedForNoItemHasItsClass() {
        refused(Shape.class, "Shape is abstract", "no item can be saved", "@JsonSubTypes");
        refused(Base.class, "Base is abstract", "no item can be saved");
        assertThat(ItemType.of(Round.class).fromMap(Map.of("id", "1", "kind", "disc")))
                .isInstanceOf(Disc.class);
        assertThat(ItemType.of(View.class).fromMap(Map.of("id", "1", "kind", "Round")))
                .isEqualTo(new Seen("1"));
    }

    @DbItem(pk = "A", sk = "B")
    enum Constants {
        ONE
    }

    @DbItem(pk = "A", sk = "B")
    static final class Values extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void modelThatIsNoObjectIsRefused() {
        refused(Constants.class, "not written as an object");
        refused(Values.class, "not written as an object");
    }

    @DbItem(pk = "V#{id}", sk = "V")
    @JsonDeserialize(builder = OnClass.Builder.class)
    static final class OnClass {
        public String getId() {
            return "1";
        }

        @SchemaVersion
        public String getVersion() {
            return "";
        }

        static final class Builder {
            Builder withId(String id) {
                return this;
            }

            Builder withVersion(String version) {
                return this;
            }

            OnClass build() {
                return new OnClass();
            }
        }
    }

    @DbItem(pk = "V#{id}", sk = "V")
    @JsonDeserialize(builder = OnBuilder.Builder.class)
    static final class OnBuilder {
        public String getId() {
            return "1";
        }

        public String getVersion() {
            return "";
        }

        static final class Builder {
            Builder withId(String id) {
                return this;
            }

            @SchemaVersion
            Builder withVersion(String version) {
                return this;
            }

            OnBuilder build() {
                return new OnBuilder();
            }
        }
    }

    @Test
    void builderThatWouldNotShowTheVersionIsRefused() {
        refused(OnClass.class, "OnClass: @SchemaVersion", "Annotate both", "builder");
        refused(OnBuilder.class, "OnBuilder: @SchemaVersion", "Annotate both", "builder");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Left.class), @JsonSubTypes.Type(Right.class)})
    interface Side {}

    record Left(Line line) implements Side {}

    record Right(Line line) implements Side {}

    @DbItem(pk = "V#{id}", sk = "V")
    record Sides(String id, Side side) {}

    @Test
    void subtypesWithTheSameFieldsCannotBeToldApart() {
        refused(Sides.class, "Sides: Jackson cannot handle the class");
    }
}
