package io.dynawrap.contract;

import static io.dynawrap.contract.CheckedWriteContract.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modifications of items with a version. */
abstract class ModifyContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner,
            String id,
            int balance,
            @ExpiresAt @Nullable Instant until,
            @ItemVersion @Nullable Long version) {
        Account withBalance(int changed) {
            return new Account(owner, id, changed, until, version);
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}", viewOf = Account.class)
    record Balance(String owner, String id, int balance) {}

    private final AtomicInteger calls = new AtomicInteger();

    private KeyValues id() {
        return KeyValues.of("owner", owner, "id", "1");
    }

    private Account account(int balance) {
        return new Account(owner, "1", balance, null, null);
    }

    @Test
    void modifyStoresWhatTheFunctionReturnsWithTheNextVersion() {
        store.create(account(5));
        Account modified = store.modify(Account.class, id(), a -> a.withBalance(a.balance() + 2));
        assertThat(modified).isEqualTo(new Account(owner, "1", 7, null, 2L));
        assertThat(store.get(Account.class, id())).contains(modified);
    }

    @Test
    void theVersionOfTheResultDoesNotMatter() {
        store.create(account(5));
        assertThat(store.modify(Account.class, id(), a -> account(6)).version()).isEqualTo(2);
        assertThat(store.modify(Account.class, id(), a -> new Account(owner, "1", 7, null, 99L))
                        .version())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"version\": null", ", \"version\": 0"})
    void aVersionThatIsNotStoredStartsAtZero(String version) {
        database.putRaw(
                table,
                "USER#" + owner,
                "ACCOUNT#1",
                null,
                "{\"owner\": \"" + owner + "\", \"id\": \"1\", \"balance\": 3" + version + "}");
        assertThat(store.modify(Account.class, id(), a -> a.withBalance(4)).version())
                .isEqualTo(1);
    }

    @Test
    void theFunctionIsCalledAgainWithTheItemOfAFasterWriter() {
        store.create(account(5));
        Account modified = store.modify(Account.class, id(), a -> {
            if (calls.incrementAndGet() < 3) {
                store.save(a.withBalance(a.balance() * 10));
            }
            return a.withBalance(a.balance() + 1);
        });
        assertThat(calls.get()).isEqualTo(3);
        assertThat(modified).isEqualTo(new Account(owner, "1", 501, null, 4L));
    }

    @Test
    void anItemThatIsDeletedMeanwhileIsNotCreatedAgain() {
        for (Long version : new Long[] {null, 0L, 1L}) {
            store.delete(Account.class, id());
            database.putRaw(
                    table,
                    "USER#" + owner,
                    "ACCOUNT#1",
                    null,
                    "{\"owner\": \"" + owner + "\", \"id\": \"1\", \"balance\": 3, \"version\": " + version + "}");
            assertThatThrownBy(() -> store.modify(Account.class, id(), a -> {
                        store.delete(Account.class, id());
                        return a.withBalance(1);
                    }))
                    .isInstanceOf(ItemNotFoundException.class);
            assertThat(store.exists(Account.class, id())).isFalse();
        }
    }

    @Test
    void theSameObjectWritesNothing() {
        Account created = store.create(account(5));
        assertThat(store.modify(Account.class, id(), a -> a)).isEqualTo(created);
        assertThat(store.get(Account.class, id())).contains(created);
    }

    @Test
    void anAbsentOrExpiredItemIsNotFound() {
        assertThatThrownBy(() -> store.modify(Account.class, id(), a -> a))
                .isInstanceOf(ItemNotFoundException.class)
                .hasMessageContaining("Account 'USER#" + owner + "', 'ACCOUNT#1' does not exist");
        store.save(new Account(owner, "1", 5, Instant.EPOCH, null));
        assertThatThrownBy(() -> store.modify(Account.class, id(), a -> a.withBalance(6)))
                .isInstanceOf(ItemNotFoundException.class);
    }

    @Test
    void theFunctionMustNotChangeTheKeyNorReturnNull() {
        Account created = store.create(account(5));
        assertThatThrownBy(() -> store.modify(Account.class, id(), a -> new Account(owner, "2", 1, null, a.version())))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("the function of modify changed the key");
        assertThatThrownBy(() -> store.modify(Account.class, id(), a -> null))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("returned null");
        assertThat(store.query(Account.class, partition()).list()).containsExactly(created);
    }

    @Test
    void aModelWithoutAVersionOrAViewIsRefusedBeforeAnyIo() {
        assertThatThrownBy(() -> store.table(ABSENT).modify(Story.class, key("1"), story -> story))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Story has no version")
                .hasMessageContaining("@ItemVersion");
        assertThatThrownBy(() -> store.table(ABSENT).modify(Balance.class, id(), a -> a))
                .isInstanceOf(InvalidModelException.class);
    }

    @Test
    void afterTooManyFasterWritersItEndsInATransientConflict() {
        store.create(account(0));
        StoreException conflict = catchThrowableOfType(
                StoreException.class,
                () -> store.modify(Account.class, id(), a -> {
                    calls.incrementAndGet();
                    store.save(a.withBalance(a.balance() + 1));
                    return a.withBalance(-1);
                }));
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(calls.get()).isLessThanOrEqualTo(25);
        assertThat(store.get(Account.class, id()).orElseThrow().balance()).isEqualTo(calls.get());
    }

    @Test
    void ofSixteenCallersTheValueIsTheNumberOfSuccesses() throws Exception {
        store.create(account(0));
        List<Integer> successes = atOnce(16, caller -> () -> {
            int done = 0;
            for (int i = 0; i < 5; i++) {
                try {
                    store.modify(Account.class, id(), a -> a.withBalance(a.balance() + 1));
                    done++;
                } catch (StoreException e) {
                    assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT);
                }
            }
            return done;
        });
        Account account = store.get(Account.class, id()).orElseThrow();
        int all = successes.stream().mapToInt(Integer::intValue).sum();
        assertThat(account.balance()).isEqualTo(all).isPositive();
        assertThat(account.version()).isEqualTo(all + 1L);
    }
}
