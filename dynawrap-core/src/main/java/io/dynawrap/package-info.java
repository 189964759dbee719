/**
 * The types that an application imports: the {@link io.dynawrap.ItemStore}, the annotations of a model, queries, pages
 * and the exceptions. This package does not depend on any other package of the library.
 *
 * <p>A model is a record, or any class that Jackson reads and writes, with {@link io.dynawrap.DbItem}. An {@link
 * io.dynawrap.ItemStore} saves, reads, updates and deletes its items by {@link io.dynawrap.KeyValues}, and finds several of
 * them with an {@link io.dynawrap.ItemQuery}. Conditional writes take a {@link io.dynawrap.Condition}. Several writes can be
 * one atomic {@link io.dynawrap.ItemTransaction}. {@link io.dynawrap.change.ItemChangeDispatcher} passes the records of a
 * change stream to the handlers of their models.
 *
 * <p>An invalid call throws an {@link io.dynawrap.InvalidRequestException} before any I/O. A refused write throws a {@link
 * io.dynawrap.ConditionFailedException}, and a refused transaction a {@link io.dynawrap.TransactionFailedException}. If the
 * database fails, a call throws a {@link io.dynawrap.StoreException}.
 */
@NullMarked
package io.dynawrap;

import org.jspecify.annotations.NullMarked;
