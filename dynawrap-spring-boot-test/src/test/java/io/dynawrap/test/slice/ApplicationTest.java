package io.dynawrap.test.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole application, as docs/testing.md shows it. */
@SpringBootTest
@Import(EmbeddedServers.class)
class ApplicationTest {

    @Test
    void theApplicationReadsWhatIsStored(@Autowired ItemStore store, @Autowired Stories stories) {
        Story story = store.save(new Story("johndoe", "1", "A story"));

        assertThat(stories.of("johndoe")).containsExactly(story);
    }
}
