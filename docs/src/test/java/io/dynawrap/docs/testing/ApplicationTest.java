package io.dynawrap.docs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "dynawrap.backend=postgres")
@SpringBootTest
@Import(EmbeddedServers.class)
class ApplicationTest {

    @Autowired
    ItemStore store;

    @Test
    void theWholeApplicationHasAStore() {
        Story saved = store.save(new Story("johndoe", "1", "One"));
        assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .contains(saved);
    }
}
