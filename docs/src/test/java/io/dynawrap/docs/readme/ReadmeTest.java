package io.dynawrap.docs.readme;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.docs.Server;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.test.EmbeddedServers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class ReadmeTest {

    @ParameterizedTest
    @EnumSource
    void theFirstLinesDoWhatTheySay(Server server) {
        ItemStore store = new DefaultItemStore(server.backend());
        store.createTable("stories");

        Story saved = store.save(new Story("johndoe", "1234", "A story"));
        Optional<Story> one = store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1234"));
        List<Story> all =
                store.query(Story.class, KeyValues.of("owner", "johndoe")).list();
        List<Story> some = store.query(Story.class, KeyValues.of("owner", "johndoe", "storyId", "12"))
                .limit(10)
                .list();
        int written = store.batchWrite(List.of(new Story("johndoe", "2", "Two"), new Story("johndoe", "3", "Three")));
        store.delete(saved);
        Story created = store.create(new Story("johndoe", "4", "Four")); // an ItemExistsException if it exists
        store.save(new Story("johndoe", "4", "Five"), field("title").is("Four")); // only while the title is that
        Story now =
                store.update(Story.class, KeyValues.of("owner", "johndoe", "storyId", "4"), u -> u.set("title", "Six"));

        assertThat(created).isEqualTo(new Story("johndoe", "4", "Four"));
        assertThat(now.title()).isEqualTo("Six");
        assertThat(one).contains(saved);
        assertThat(all).containsExactly(saved);
        assertThat(some).containsExactly(saved);
        assertThat(written).isEqualTo(2);
        assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe")).list())
                .extracting(Story::storyId)
                .containsExactly("2", "3", "4");
    }

    @ParameterizedTest
    @EnumSource
    void theApplicationRunsOnAnEmbeddedServer(Server server) {
        new ApplicationContextRunner()
                .withUserConfiguration(MyApplication.class, EmbeddedServers.class)
                .withPropertyValues("dynawrap.backend=" + server)
                .run(context -> {
                    Story story = new Story("johndoe", "1", "One");
                    assertThat(context.getBean(StoryController.class).save(story))
                            .isEqualTo(story);
                    assertThat(context.getBean(StoryController.class)
                                    .of("johndoe", null)
                                    .items())
                            .containsExactly(story);
                });
    }

    @Test
    void aStoreNeedsNoSpringBoot() {
        JdbcTemplate jdbcTemplate = Server.jdbc();

        DefaultItemStore store =
                new DefaultItemStore(new PostgresBackend(jdbcTemplate)); // or new DynamoDbBackend(client)
        store.register(List.of(Story.class));
        store.createTable("stories");

        assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe")).list())
                .isEmpty();
    }
}
