/** Dynawrap on DynamoDB beside the low-level client and the Enhanced Client. */
@NullMarked
package io.dynawrap.benchmarks.dynamodb;

import org.jspecify.annotations.NullMarked;
