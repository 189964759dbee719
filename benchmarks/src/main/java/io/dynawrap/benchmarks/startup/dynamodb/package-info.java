/** The application on the client of the AWS SDK. */
@NullMarked
package io.dynawrap.benchmarks.startup.dynamodb;

import org.jspecify.annotations.NullMarked;
