package io.dynawrap.test;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the embedded PostgreSQL.
 *
 * @param dataDirectory Directory in which the embedded PostgreSQL keeps its data from one start to the next, created if
 *     it does not exist. Without it the data is deleted when the application ends.
 */
@ConfigurationProperties("dynawrap.embedded.postgres")
record EmbeddedPostgresProperties(@Nullable String dataDirectory) {}
