package io.dynawrap.autoconfigure;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.TransactionFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * Translates refused writes to Spring's exceptions. Spring applies it to the beans that are annotated with {@code
 * org.springframework.stereotype.Repository}. The refusal with its item is the cause.
 */
final class ConditionFailureTranslator implements PersistenceExceptionTranslator {

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException thrown) {
        // a transaction that failed has its first reason as the cause
        Throwable refusal = thrown instanceof TransactionFailedException ? thrown.getCause() : thrown;
        if (!(refusal instanceof ConditionFailedException)) {
            return null;
        }
        if (refusal instanceof ItemExistsException) {
            return new DuplicateKeyException(thrown.getMessage(), thrown);
        }
        if (refusal instanceof InapplicableUpdateException) {
            return new DataIntegrityViolationException(thrown.getMessage(), thrown); // a retry would not help
        }
        return refusal instanceof ItemNotFoundException
                ? new EmptyResultDataAccessException(thrown.getMessage(), 1, thrown)
                : new OptimisticLockingFailureException(thrown.getMessage(), thrown);
    }
}
