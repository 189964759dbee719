package io.dynawrap.docs.mocked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.test.EmbeddedServers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

@TestPropertySource(properties = "dynawrap.backend=postgres")
@SpringBootTest
@Import(EmbeddedServers.class)
class SpiedStoreTest {

    @MockitoSpyBean
    ItemStore store;

    @Autowired
    Stories stories;

    @Test
    void theCallsOfTheRealStoreAreSeen() {
        store.save(new Story("johndoe", "1", "One"));

        assertThat(stories.title("johndoe", "1")).isEqualTo("One");
        verify(store).get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1"));
    }
}
