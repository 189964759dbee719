/**
 * Changes of items as a change stream reports them. An {@link io.dynawrap.change.ItemChangeDispatcher} passes each record to
 * the {@link io.dynawrap.change.ItemChangeHandler} of its model; an {@link io.dynawrap.change.ItemChangeReader} reads single
 * records.
 */
@NullMarked
package io.dynawrap.change;

import org.jspecify.annotations.NullMarked;
