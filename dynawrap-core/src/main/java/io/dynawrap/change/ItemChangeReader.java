package io.dynawrap.change;

import io.dynawrap.InvalidModelException;

/**
 * Reads the records of one kind of change stream.
 *
 * @param <R> the type of a record
 */
public interface ItemChangeReader<R> {

    /**
     * Reads a record as a model. The contents of the record never cause an exception.
     *
     * @param change the record
     * @param model the model's class
     * @param <T> the model
     * @return the change, or the reason why the record holds no readable change of the model
     * @throws InvalidModelException if the class cannot be a model
     */
    <T> ChangeResult<T> read(R change, Class<T> model);

    /**
     * Returns the number that identifies the record within its shard.
     *
     * @param change the record
     * @return its sequence number, or an empty text if it has no number
     */
    String sequenceNumber(R change);
}
