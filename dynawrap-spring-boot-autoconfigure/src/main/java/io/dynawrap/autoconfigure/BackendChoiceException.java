package io.dynawrap.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** There is no backend to use, or more than one. */
final class BackendChoiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable BackendType wanted;
    private final transient List<Finding> findings;

    BackendChoiceException(@Nullable BackendType wanted, List<Finding> findings) {
        super((wanted == null ? "Not exactly one backend is usable: " : "The chosen backend is not usable: ")
                + findings.stream()
                        .map(finding -> finding.type().value() + ": " + finding.reason())
                        .collect(Collectors.joining("; ")));
        this.wanted = wanted;
        this.findings = List.copyOf(findings);
    }

    /** The backend that was chosen, if it came to that. */
    @Nullable BackendType wanted() {
        return wanted;
    }

    /** What was found, of every backend, or of the chosen one. */
    List<Finding> findings() {
        return findings;
    }
}
