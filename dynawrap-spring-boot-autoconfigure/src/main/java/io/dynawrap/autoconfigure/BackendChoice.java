package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses one of the candidates: the one that the configuration names, else the only usable one. */
final class BackendChoice {

    private static final Logger logger = LoggerFactory.getLogger(BackendChoice.class);

    private final List<BackendCandidate> candidates;

    BackendChoice(List<BackendCandidate> candidates) {
        this.candidates = candidates;
    }

    Backend create(@Nullable BackendType wanted) {
        return wanted != null ? createWanted(wanted) : createOnlyUsable();
    }

    private Backend createWanted(BackendType wanted) {
        return candidates.stream()
                .filter(candidate -> candidate.type() == wanted)
                .findFirst()
                .orElseThrow(() -> new BackendChoiceException(wanted, List.of(missingLibrary(wanted))))
                .create();
    }

    private Backend createOnlyUsable() {
        List<Finding> findings =
                Arrays.stream(BackendType.values()).map(this::finding).toList();
        List<Finding> usable = findings.stream().filter(Finding::usable).toList();
        if (usable.size() != 1) {
            throw new BackendChoiceException(null, findings);
        }
        Finding chosen = usable.get(0);
        logger.info("Items are stored in {}: {}", chosen.type().value(), chosen.reason());
        return createWanted(chosen.type());
    }

    private Finding finding(BackendType type) {
        return candidates.stream()
                .filter(candidate -> candidate.type() == type)
                .findFirst()
                .map(BackendCandidate::finding)
                .orElseGet(() -> missingLibrary(type));
    }

    private static Finding missingLibrary(BackendType type) {
        String library = switch (type) {
            case DYNAMODB -> "software.amazon.awssdk:dynamodb";
            case POSTGRES -> "org.springframework.boot:spring-boot-starter-jdbc";
        };
        return Finding.unusable(
                type,
                "its library, " + library + ", is not on the class path",
                "Add the dependency " + library + ", or do not exclude it from dynawrap-spring-boot-starter.");
    }
}
