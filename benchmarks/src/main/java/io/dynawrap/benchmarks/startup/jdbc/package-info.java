/** The application on JdbcTemplate. */
@NullMarked
package io.dynawrap.benchmarks.startup.jdbc;

import org.jspecify.annotations.NullMarked;
