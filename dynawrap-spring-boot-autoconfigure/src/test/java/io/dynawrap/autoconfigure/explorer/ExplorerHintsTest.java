package io.dynawrap.autoconfigure.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

class ExplorerHintsTest {

    @Test
    void theStyleSheetIsAskedFor() {
        RuntimeHints hints = new RuntimeHints();

        AotServices.factories()
                .load(RuntimeHintsRegistrar.class)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));

        assertThat(getClass().getResource("explorer.css")).isNotNull();
        assertThat(RuntimeHintsPredicates.resource().forResource("io/dynawrap/autoconfigure/explorer/explorer.css"))
                .accepts(hints);
    }
}
