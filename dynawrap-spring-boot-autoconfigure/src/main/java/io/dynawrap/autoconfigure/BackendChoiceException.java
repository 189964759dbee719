package io.dynawrap.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** No backend is usable, more than one is, or the chosen one is not. */
final class BackendChoiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable BackendType chosen;
    private final transient List<BackendAvailability> availabilities;

    BackendChoiceException(@Nullable BackendType chosen, List<BackendAvailability> availabilities) {
        super((chosen == null ? "Not exactly one backend is usable: " : "The chosen backend is not usable: ")
                + availabilities.stream()
                        .map(backend -> backend.type().value() + ": " + backend.reason())
                        .collect(Collectors.joining("; ")));
        this.chosen = chosen;
        this.availabilities = List.copyOf(availabilities);
    }

    /** Returns the backend that was chosen, or {@code null} if the choice failed. */
    @Nullable BackendType chosen() {
        return chosen;
    }

    /** Returns the availability of every backend, or of the chosen one only. */
    List<BackendAvailability> availabilities() {
        return availabilities;
    }
}
