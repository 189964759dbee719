package io.dynawrap.test.slice;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.autoconfigure.DynawrapJacksonCustomizer;
import org.springframework.stereotype.Component;

/** Stores titles as headlines. */
@Component
class TitleCustomizer implements DynawrapJacksonCustomizer {

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addMixIn(Story.class, Headline.class);
    }

    interface Headline {

        @JsonProperty("headline")
        String title();
    }
}
