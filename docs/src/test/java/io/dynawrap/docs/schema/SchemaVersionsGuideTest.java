package io.dynawrap.docs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.SchemaVersion;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaVersionsGuideTest {

    /** The first release: what is stored before anything changes. */
    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record FirstPerson(String owner, String name, @Nullable String fax) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record WithCity(String owner, String name, @Nullable String city, int logins) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record Renamed(String owner, @JsonAlias("name") String fullName) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record Person(
            String owner,
            String firstName,
            String lastName,
            @SchemaVersion @Nullable String schemaVersion) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people", viewOf = Person.class)
    record OldPerson(
            String owner,
            @Nullable String name,
            @SchemaVersion @Nullable String schemaVersion) {

        Person split() {
            int space = name.lastIndexOf(' ');
            return new Person(owner, name.substring(0, space), name.substring(space + 1), null);
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people", schemaVersion = "2")
    record Fixed(String owner, String firstName, String lastName) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record Wide(String owner, String name, String logins) {}

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record Checked(String owner, String firstName) {

        Checked {
            if (firstName == null) {
                throw new IllegalArgumentException("no first name");
            }
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "people")
    record WithNumber(String owner, int name) {}

    @Test
    void theVersionChangesWithFieldsAndPatternsOnly() {
        String version = ItemType.of(Person.class).schemaVersion();

        assertThat(version)
                .hasSize(32)
                .isNotEqualTo(ItemType.of(OldPerson.class).schemaVersion());
        assertThat(ItemType.of(Fixed.class).schemaVersion()).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void anAddedFieldIsNullOrZeroInOldItems(Server server) {
        Backend backend = withOldPeople(server, 1);
        ItemStore store = new DefaultItemStore(backend);

        assertThat(store.get(WithCity.class, KeyValues.of("owner", "u0")))
                .contains(new WithCity("u0", "Ann Lee", null, 0));
    }

    @ParameterizedTest
    @EnumSource
    void aRemovedFieldStaysUntilTheNextSave(Server server) {
        Backend backend = withOldPeople(server, 1);
        WithCity read = new DefaultItemStore(backend)
                .get(WithCity.class, KeyValues.of("owner", "u0"))
                .orElseThrow();
        assertThat(fax(backend)).isEqualTo("123");

        new DefaultItemStore(backend).save(read);

        assertThat(fax(backend)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aNumberIsReadAsTextToo(Server server) {
        Backend backend = withOldPeople(server, 1);
        new DefaultItemStore(backend).save(new WithCity("u0", "Ann Lee", null, 7));

        assertThat(new DefaultItemStore(backend).get(Wide.class, KeyValues.of("owner", "u0")))
                .contains(new Wide("u0", "Ann Lee", "7"));
    }

    @ParameterizedTest
    @EnumSource
    void aMissingFieldIsNullUnlessTheConstructorChecks(Server server) {
        Backend backend = withOldPeople(server, 1);

        assertThat(new DefaultItemStore(backend).get(Person.class, KeyValues.of("owner", "u0")))
                .hasValueSatisfying(person -> assertThat(person.firstName()).isNull());
        assertThatThrownBy(() -> new DefaultItemStore(backend).get(Checked.class, KeyValues.of("owner", "u0")))
                .isInstanceOf(UnreadableItemException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anAliasReadsTheOldName(Server server) {
        Backend backend = withOldPeople(server, 1);
        ItemStore store = new DefaultItemStore(backend);

        Renamed read = store.get(Renamed.class, KeyValues.of("owner", "u0")).orElseThrow();
        store.save(read);

        assertThat(store.get(Renamed.class, KeyValues.of("owner", "u0"))).contains(new Renamed("u0", "Ann Lee"));
    }

    @ParameterizedTest
    @EnumSource
    void aViewSplitsAField(Server server) {
        ItemStore store = new DefaultItemStore(withOldPeople(server, 250));
        store.save(new Person("new", "Bea", "Ray", null));

        String current = ItemType.of(Person.class).schemaVersion();
        List<Person> batch = new ArrayList<>();
        store.scan(OldPerson.class).onError(OnError.RAISE).stream()
                .filter(old -> !current.equals(old.schemaVersion()))
                .forEach(old -> {
                    batch.add(old.split());
                    if (batch.size() == 100) {
                        store.batchWrite(batch);
                        batch.clear();
                    }
                });
        store.batchWrite(batch);

        List<Person> people = store.scan(Person.class).list();
        assertThat(people)
                .hasSize(251)
                .allSatisfy(person -> assertThat(person.schemaVersion()).isEqualTo(current));
        assertThat(people).filteredOn(person -> person.lastName().equals("Lee")).hasSize(250);
    }

    @ParameterizedTest
    @EnumSource
    void versionsAreCounted(Server server) {
        ItemStore store = new DefaultItemStore(withOldPeople(server, 3));

        String current = ItemType.of(Person.class).schemaVersion();
        long old = store.scan(Person.class).stream()
                .filter(person -> !current.equals(person.schemaVersion()))
                .count();

        assertThat(old).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aPageGoesOnBehindAnItemThatCannotBeRead(Server server) {
        Backend backend = withOldPeople(server, 1);
        ItemStore store = new DefaultItemStore(backend);
        List<Object> readable = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();

        String cursor = null;
        do {
            try {
                Page<WithNumber> page = store.query(WithNumber.class, KeyValues.of("owner", "u0"))
                        .onError(OnError.RAISE)
                        .page(100, cursor);
                readable.addAll(page.items());
                cursor = page.nextCursor();
            } catch (UnreadableItemException e) {
                readable.addAll(e.itemsBefore());
                unreadable.add(e.getMessage());
                cursor = e.nextCursor();
            }
        } while (cursor != null);

        assertThat(readable).isEmpty();
        assertThat(unreadable).singleElement().asString().contains("WithNumber", "USER#u0");
        assertThat(store.scan(WithNumber.class).onError(OnError.SKIP).list()).isEmpty();
        assertThatThrownBy(() -> store.get(WithNumber.class, KeyValues.of("owner", "u0")))
                .isInstanceOf(UnreadableItemException.class);
    }

    private static Backend withOldPeople(Server server, int count) {
        Backend backend = server.backend();
        backend.createTable(new TableSpec("people"));
        new DefaultItemStore(backend)
                .batchWrite(IntStream.range(0, count)
                        .mapToObj(n -> new FirstPerson("u" + n, "Ann Lee", "123"))
                        .toList());
        return backend;
    }

    private static @Nullable String fax(Backend backend) {
        return new DefaultItemStore(backend)
                .get(FirstPerson.class, KeyValues.of("owner", "u0"))
                .orElseThrow()
                .fax();
    }
}
