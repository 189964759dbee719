/** Dynawrap on PostgreSQL beside plain JDBC, JdbcTemplate and Spring Data JDBC. */
@NullMarked
package io.dynawrap.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
