/**
 * Starts a real PostgreSQL and the real DynamoDB Local from Maven artifacts in the calling process. For tests and
 * development only, not for a packaged application.
 */
@NullMarked
package io.dynawrap.embedded;

import org.jspecify.annotations.NullMarked;
