package io.dynawrap.docs.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.docs.Server;
import io.dynawrap.docs.python.notes.Note;
import io.dynawrap.docs.python.notes.NotesApplication;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.test.EmbeddedServers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(OutputCaptureExtension.class)
class PythonGuideTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{story_id}", table = "stories", schemaVersion = "3")
    record FixedStory(
            String owner, @JsonProperty("story_id") String storyId) {}

    @Test
    void theSideBySideExampleRuns(CapturedOutput output) {
        JdbcTemplate jdbcTemplate = Server.jdbc();
        new PostgresBackend(jdbcTemplate).createTable(new TableSpec("stories"));

        ItemStore store = new DefaultItemStore(new PostgresBackend(jdbcTemplate)); // or new DynamoDbBackend(client)

        store.save(new Story("johndoe", "1234", "A story", null, null));
        Optional<Story> story = store.get(Story.class, KeyValues.of("owner", "johndoe", "story_id", "1234"));
        store.query(Story.class, KeyValues.of("owner", "johndoe", "story_id", "12")).limit(10).reverse().stream()
                .forEach(found -> System.out.println(found.title()));

        assertThat(story).map(Story::schemaVersion).contains("fce3b1ec6daaf723383dcbca7b7b173b");
        assertThat(output.getOut().lines()).contains("A story");
    }

    @Test
    void aNamingStrategyServesAllModels() {
        new ApplicationContextRunner()
                .withUserConfiguration(NotesApplication.class, EmbeddedServers.class)
                .withPropertyValues("dynawrap.backend=postgres")
                .run(context -> {
                    ItemStore store = context.getBean(ItemStore.class);
                    store.save(new Note("1"));
                    assertThat(store.get(Note.class, KeyValues.of("note_id", "1")))
                            .contains(new Note("1"));
                });
    }

    @Test
    void aVersionMayBeFixed() {
        assertThat(ItemType.of(FixedStory.class).schemaVersion()).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void theMigrationBringsEachItemToTheCurrentVersion(Server server) {
        Backend backend = server.backend();
        backend.createTable(new TableSpec("stories"));
        new DefaultItemStore(backend).save(new FixedStory("johndoe", "1"));
        ItemStore store = new DefaultItemStore(backend);

        String current = ItemType.of(Story.class).schemaVersion();
        store.scan(Story.class).stream()
                .filter(story -> !current.equals(story.schemaVersion()))
                .forEach(store::save);

        List<Story> stories = store.scan(Story.class).list();
        assertThat(stories).extracting(Story::schemaVersion).containsExactly(current);
    }
}
