package io.dynawrap.docs.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.docs.Server;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class SwitchingGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}")
    record TypedNote(String owner, String id, int text) {}

    @ParameterizedTest
    @EnumSource
    void allItemsAreCopiedInBothDirections(Server source) {
        ItemStore from = store(source);
        ItemStore to = store(source == Server.POSTGRES ? Server.DYNAMODB : Server.POSTGRES);
        List<Note> notes = IntStream.range(0, 2500)
                .mapToObj(n -> new Note("user" + n % 50, "n" + n, "Text " + n))
                .toList();
        from.batchWrite(notes);

        long copied = new ItemCopy(from, to).copy(Note.class);

        assertThat(copied).isEqualTo(2500);
        assertThat(to.scan(Note.class).list()).containsExactlyInAnyOrderElementsOf(notes);
        assertThat(new ItemCopy(from, to).copy(Note.class)).as("once more").isEqualTo(2500);
        assertThat(to.scan(Note.class).list()).hasSize(2500);
    }

    @Test
    void aModelWithAVersionIsCopiedAsAClassWithoutTheAnnotation() {
        @DbItem(pk = "USER#{owner}", sk = "DRAFT#{id}", table = "notes")
        record Draft(String owner, String id, @ItemVersion long version) {}
        // the model without its annotation; local, so that the application does not find two models with the same keys
        @DbItem(pk = "USER#{owner}", sk = "DRAFT#{id}", table = "notes")
        record DraftToCopy(String owner, String id, long version) {}
        Backend source = Server.POSTGRES.backend();
        Backend target = Server.DYNAMODB.backend();
        ItemStore drafts = new DefaultItemStore(source);
        drafts.createTable("notes");
        new DefaultItemStore(target).createTable("notes");
        Draft second = drafts.save(drafts.create(new Draft("johndoe", "1", 0)));

        ItemStore from = new DefaultItemStore(source);
        ItemStore to = new DefaultItemStore(target);
        assertThatThrownBy(() -> new ItemCopy(drafts, new DefaultItemStore(target)).copy(Draft.class))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(new ItemCopy(from, to).copy(DraftToCopy.class)).isEqualTo(1);

        ItemStore copied = new DefaultItemStore(target);
        assertThat(copied.scan(Draft.class).list()).containsExactly(new Draft("johndoe", "1", 2));
        assertThat(copied.save(second).version()).isEqualTo(3);
        assertThat(ItemType.of(DraftToCopy.class).schemaVersion())
                .isEqualTo(ItemType.of(Draft.class).schemaVersion());
    }

    @Test
    void anItemThatCannotBeReadEndsTheCopy() {
        JdbcTemplate jdbcTemplate = Server.jdbc();
        new PostgresBackend(jdbcTemplate).createTable(new TableSpec("notes"));
        new DefaultItemStore(new PostgresBackend(jdbcTemplate)).save(new Note("johndoe", "1", "no number"));
        ItemStore typed = new DefaultItemStore(new PostgresBackend(jdbcTemplate)).table("notes");

        assertThatThrownBy(() -> new ItemCopy(typed, store(Server.DYNAMODB)).copy(TypedNote.class))
                .isInstanceOf(UnreadableItemException.class);
    }

    @Test
    void twoStoresServeOneProgram() {
        JdbcTemplate jdbcTemplate = Server.jdbc();
        DynamoDbClient client = Server.dynamoDb().build();

        ItemStore from = new DefaultItemStore(new PostgresBackend(jdbcTemplate));
        ItemStore to = new DefaultItemStore(new DynamoDbBackend(client));
        from.createTable("notes");
        from.save(new Note("johndoe", "1", "text"));

        to.createTable("notes");
        long copied = new ItemCopy(from, to).copy(Note.class);

        assertThat(copied).isEqualTo(1);
    }

    private static ItemStore store(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("notes");
        return store;
    }
}
