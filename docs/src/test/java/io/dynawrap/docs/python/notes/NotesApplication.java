package io.dynawrap.docs.python.notes;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.dynawrap.autoconfigure.DynawrapJacksonCustomizer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class NotesApplication {

    @Bean
    DynawrapJacksonCustomizer snakeCase() {
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }
}
