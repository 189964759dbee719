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
        super("No backend for dynawrap.backend=" + (wanted == null ? "" : wanted.value()) + ": "
                + findings.stream()
                        .map(finding -> finding.type().value() + ": " + finding.reason())
                        .collect(Collectors.joining("; ")));
        this.wanted = wanted;
        this.findings = List.copyOf(findings);
    }

    /** The backend that the configuration names, if any. */
    @Nullable BackendType wanted() {
        return wanted;
    }

    /** What was found, of every backend or of the one that is wanted. */
    List<Finding> findings() {
        return findings;
    }
}
