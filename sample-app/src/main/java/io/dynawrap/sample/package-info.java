/**
 * A small story service on the Dynawrap starter. No class in this package depends on which database stores the stories.
 */
@NullMarked
package io.dynawrap.sample;

import org.jspecify.annotations.NullMarked;
