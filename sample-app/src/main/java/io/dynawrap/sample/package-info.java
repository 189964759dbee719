/** A small story service on the Dynawrap starter. Nothing in here knows which database the stories are in. */
@NullMarked
package io.dynawrap.sample;

import org.jspecify.annotations.NullMarked;
