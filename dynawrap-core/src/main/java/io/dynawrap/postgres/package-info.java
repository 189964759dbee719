/** Items in PostgreSQL through Spring's {@code JdbcTemplate}. Only this package uses Spring. */
@NullMarked
package io.dynawrap.postgres;

import org.jspecify.annotations.NullMarked;
