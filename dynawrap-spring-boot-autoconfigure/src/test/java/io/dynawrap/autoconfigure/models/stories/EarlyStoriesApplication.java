package io.dynawrap.autoconfigure.models.stories;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that uses the store as early as a bean can: while beans are made. */
@EnableAutoConfiguration
@Configuration(proxyBeanMethods = false)
public class EarlyStoriesApplication {

    @Bean
    public List<Story> storiesAtStartup(ItemStore store) {
        store.save(new Story("johndoe", "1", "First"));
        return store.query(Story.class, KeyValues.of("owner", "johndoe")).list();
    }
}
