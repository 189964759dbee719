package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;

/** A backend whose library is on the class path and that the configuration does not rule out. */
interface BackendCandidate {

    /** Which one it is. */
    BackendType type();

    /** Whether it could be used, found out without any connection. */
    Finding finding();

    /**
     * Makes the backend, also when the finding is bad but something may come of it.
     *
     * @throws BackendChoiceException if what it needs is not there
     */
    Backend create();
}
