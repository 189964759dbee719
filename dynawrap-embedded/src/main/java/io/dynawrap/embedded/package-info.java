/**
 * A real PostgreSQL and the real DynamoDB Local, started from Maven artifacts in the calling process. For tests and
 * development: neither belongs in a packaged application.
 */
@NullMarked
package io.dynawrap.embedded;

import org.jspecify.annotations.NullMarked;
