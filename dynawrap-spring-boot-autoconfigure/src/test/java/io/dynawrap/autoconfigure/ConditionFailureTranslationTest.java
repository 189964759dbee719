package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemStore;
import io.dynawrap.StaleItemException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TransactionFailedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Repository;

/** Spring's exceptions for refused writes, in the beans that ask for them. */
class ConditionFailureTranslationTest {

    @Repository
    public static class Stories {
        public void fail(RuntimeException thrown) {
            throw thrown;
        }
    }

    private final ApplicationContextRunner runner = Contexts.runner()
            .withConfiguration(AutoConfigurations.of(PersistenceExceptionTranslationAutoConfiguration.class))
            .withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
            .withBean(Stories.class);

    static Object[] translations() {
        return new Object[] {
            Arguments.of(new StaleItemException("stale", null), OptimisticLockingFailureException.class),
            Arguments.of(new ConditionFailedException("condition", null), OptimisticLockingFailureException.class),
            Arguments.of(new ItemExistsException("exists", null), DuplicateKeyException.class),
            Arguments.of(
                    new TransactionFailedException(
                            List.of(Optional.empty(), Optional.of(new StaleItemException("stale", null)))),
                    OptimisticLockingFailureException.class),
            Arguments.of(
                    new TransactionFailedException(List.of(Optional.of(new ItemExistsException("exists", null)))),
                    DuplicateKeyException.class),
            Arguments.of(new ItemNotFoundException("absent", null), EmptyResultDataAccessException.class),
            Arguments.of(
                    new InapplicableUpdateException("no number", "likes", null), DataIntegrityViolationException.class)
        };
    }

    @ParameterizedTest
    @MethodSource("translations")
    void aRefusalInARepositoryIsSpringsExceptionWithTheRefusalAsItsCause(RuntimeException refusal, Class<?> expected) {
        runner.run(context -> assertThatThrownBy(
                        () -> context.getBean(Stories.class).fail(refusal))
                .isExactlyInstanceOf(expected)
                .hasMessage(refusal.getMessage())
                .hasCause(refusal));
    }

    @Test
    void aFailureOfTheDatabaseStaysAsItIs() {
        StoreException failure = new StoreException("down", null, StoreProblem.UNREACHABLE, true);
        runner.run(context -> assertThatThrownBy(
                        () -> context.getBean(Stories.class).fail(failure))
                .isSameAs(failure));
    }

    @Test
    void withoutSpringsExceptionsTheStoreIsThere() {
        Contexts.runnerWithout("org.h2", "org.springframework.dao", "org.springframework.jdbc")
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-1")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ItemStore.class)
                        .doesNotHaveBean("dynawrapConditionFailureTranslator"));
    }
}
