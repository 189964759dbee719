package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the candidate that the configuration names, else the only usable candidate. */
final class BackendChoice {

    private static final Logger logger = LoggerFactory.getLogger(BackendChoice.class);

    private final List<BackendCandidate> candidates;

    BackendChoice(List<BackendCandidate> candidates) {
        this.candidates = candidates;
    }

    Backend create(@Nullable BackendType chosen) {
        return chosen != null ? createChosen(chosen) : createOnlyUsable();
    }

    private Backend createChosen(BackendType chosen) {
        return candidates.stream()
                .filter(candidate -> candidate.type() == chosen)
                .findFirst()
                .orElseThrow(() -> missingLibrary(chosen).toException())
                .create();
    }

    private Backend createOnlyUsable() {
        List<BackendAvailability> all =
                Arrays.stream(BackendType.values()).map(this::availability).toList();
        List<BackendAvailability> usable =
                all.stream().filter(BackendAvailability::usable).toList();
        if (usable.size() != 1) {
            throw new BackendChoiceException(null, all);
        }
        BackendAvailability single = usable.get(0);
        logger.info("Items are stored in {}: {}", single.type().value(), single.reason());
        return createChosen(single.type());
    }

    private BackendAvailability availability(BackendType type) {
        return candidates.stream()
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .map(BackendCandidate::availability)
                .orElseGet(() -> missingLibrary(type));
    }

    private static BackendAvailability missingLibrary(BackendType type) {
        String library = switch (type) {
            case DYNAMODB -> "software.amazon.awssdk:dynamodb";
            case POSTGRES -> "org.springframework.boot:spring-boot-starter-jdbc";
        };
        return BackendAvailability.unusable(
                type,
                "its library, " + library + ", is not on the class path",
                "Add the dependency io.dynawrap:dynawrap-spring-boot-starter-" + type.value() + ".");
    }
}
