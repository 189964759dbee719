/**
 * What an application imports: the {@link io.dynawrap.ItemStore}, the annotations of a model, queries, pages, change
 * records and the exceptions. This package knows none of the others.
 *
 * <p>A model is a record, or any class that Jackson reads and writes, with {@link io.dynawrap.DbItem}. An
 * {@link io.dynawrap.ItemStore} saves, reads and deletes its items by {@link io.dynawrap.KeyValues}, and finds several of
 * them with an {@link io.dynawrap.ItemQuery}. {@link io.dynawrap.change.ItemChangeDispatcher} brings the records of a change
 * stream to the handlers of their models.
 *
 * <p>What is wrong with a call is thrown before any I/O as a subtype of {@link IllegalArgumentException}; what goes wrong in
 * the database is a {@link io.dynawrap.StoreException}.
 */
@NullMarked
package io.dynawrap;

import org.jspecify.annotations.NullMarked;
