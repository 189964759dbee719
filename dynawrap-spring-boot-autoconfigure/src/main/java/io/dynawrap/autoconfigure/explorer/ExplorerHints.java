package io.dynawrap.autoconfigure.explorer;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Asks for the style sheet, which a native image has only when it is asked for. */
final class ExplorerHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("io/dynawrap/autoconfigure/explorer/explorer.css");
    }
}
