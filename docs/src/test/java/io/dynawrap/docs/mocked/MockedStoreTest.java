package io.dynawrap.docs.mocked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.actuate.DynawrapEndpoint;
import io.dynawrap.engine.StoreAdmin;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Beside the actuator and the explorer. There is no database: the start would fail if a table were created. */
@TestPropertySource(
        properties = {
            "dynawrap.backend=postgres",
            "spring.datasource.url=jdbc:postgresql://localhost:1/nowhere",
            "dynawrap.explorer.enabled=true",
            "management.endpoints.web.exposure.include=health,dynawrap"
        })
@SpringBootTest
class MockedStoreTest {

    @MockitoBean
    ItemStore store;

    @Autowired
    Stories stories;

    @Autowired
    ApplicationContext context;

    @Test
    void showsTheTitleOfAStory() {
        when(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                .thenReturn(Optional.of(new Story("johndoe", "1", "One")));

        assertThat(stories.title("johndoe", "1")).isEqualTo("One");
    }

    @Test
    void theActuatorAndTheExplorerDescribeTheModels() {
        assertThat(Mockito.mockingDetails(context.getBean(ItemStore.class)).isMock())
                .isTrue();
        assertThat(context.getBean(DynawrapEndpoint.class).store().tables())
                .singleElement()
                .satisfies(table -> assertThat(table.name()).isEqualTo("stories"));
        assertThat(context.getBean("dynawrapHealthContributor")).isInstanceOf(HealthContributor.class);
        assertThat(context.containsBean("dynawrapExplorer")).isTrue();
        assertThat(context.getBean(StoreAdmin.class).describe().backend()).isEqualTo("postgres");
    }
}
