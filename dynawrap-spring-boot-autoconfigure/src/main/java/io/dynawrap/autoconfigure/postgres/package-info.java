/**
 * Offers PostgreSQL as a backend, with its settings and its failure analysis, and keeps an application without an SQL
 * database from failing. Applications use no type of this package. Only this package of the auto-configuration uses
 * Spring JDBC.
 */
@NullMarked
package io.dynawrap.autoconfigure.postgres;

import org.jspecify.annotations.NullMarked;
