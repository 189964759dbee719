/**
 * What an application imports: the {@link io.dynawrap.ItemStore}, the annotations of a model, queries, pages, change
 * records and the exceptions. This package knows none of the others.
 */
@NullMarked
package io.dynawrap;

import org.jspecify.annotations.NullMarked;
