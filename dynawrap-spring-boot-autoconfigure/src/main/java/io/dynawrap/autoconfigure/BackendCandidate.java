package io.dynawrap.autoconfigure;

import io.dynawrap.spi.Backend;

/**
 * A backend whose library is on the class path and that the configuration allows. The package of each database defines a bean
 * of this type.
 */
public interface BackendCandidate {

    /**
     * Returns the database.
     *
     * @return the database
     */
    BackendType type();

    /**
     * Reports whether the backend can be used. Opens no connection.
     *
     * @return the availability
     */
    BackendAvailability availability();

    /**
     * Creates the backend. Called for a chosen backend even if it is reported as unusable: a DataSource that hides its
     * URL might be one of PostgreSQL.
     *
     * @return the backend
     * @throws RuntimeException if something that the backend requires is absent: {@link
     *     BackendAvailability#toException()}
     */
    Backend create();
}
