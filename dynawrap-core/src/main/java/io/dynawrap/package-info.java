/**
 * The types that an application imports: the {@link io.dynawrap.ItemStore}, the annotations of a model, queries, pages
 * and the exceptions. This package does not depend on any other package of the library.
 *
 * <p>A model is a record, or any class that Jackson reads and writes, with {@link io.dynawrap.DbItem}. An {@link
 * io.dynawrap.ItemStore} saves, reads and deletes its items by {@link io.dynawrap.KeyValues}, and finds several of them
 * with an {@link io.dynawrap.ItemQuery}. {@link io.dynawrap.change.ItemChangeDispatcher} passes the records of a change
 * stream to the handlers of their models.
 *
 * <p>An invalid call throws a subtype of {@link IllegalArgumentException} before any I/O. A failure of the database is
 * a {@link io.dynawrap.StoreException}.
 */
@NullMarked
package io.dynawrap;

import org.jspecify.annotations.NullMarked;
