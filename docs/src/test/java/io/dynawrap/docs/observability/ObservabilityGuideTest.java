package io.dynawrap.docs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.autoconfigure.observation.DefaultStoreObservationConvention;
import io.dynawrap.autoconfigure.observation.StoreObservationConvention;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;

class ObservabilityGuideTest {

    static class Names {

        @Bean
        StoreObservationConvention storeObservationConvention() {
            return new DefaultStoreObservationConvention() {
                @Override
                public String getName() {
                    return "my.store";
                }
            };
        }
    }

    @Test
    void aConventionOfTheApplicationGivesTheName() {
        assertThat(new Names().storeObservationConvention().getName()).isEqualTo("my.store");
    }
}
