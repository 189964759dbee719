package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StaleItemException;
import io.dynawrap.engine.DefaultItemStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose items count their writes. */
abstract class VersionContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner,
            String id,
            int balance,
            @ItemVersion int version) {}

    @DbItem(pk = "USER#{owner}", sk = "DRAFT#{id}")
    record Draft(
            String owner,
            String id,
            @Nullable String text,
            @ItemVersion @Nullable Long version) {}

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}", viewOf = Account.class)
    record Balance(String owner, String id, int balance) {}

    @DbItem(pk = "USER#{owner}", sk = "BEAN")
    static final class Bean {
        private String owner;
        private Integer revision;

        public String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }

        @ItemVersion
        @JsonProperty("rev")
        public Integer getRevision() {
            return revision;
        }

        public void setRevision(Integer revision) {
            this.revision = revision;
        }
    }

    @DbItem(pk = "USER#{owner}", sk = "BUILT")
    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        private final String owner;
        private final long version;

        private Built(Builder builder) {
            this.owner = builder.owner;
            this.version = builder.version;
        }

        public String getOwner() {
            return owner;
        }

        @ItemVersion
        public long getVersion() {
            return version;
        }

        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private String owner;
            private long version;

            public Builder owner(String owner) {
                this.owner = owner;
                return this;
            }

            public Builder version(long version) {
                this.version = version;
                return this;
            }

            public Built build() {
                return new Built(this);
            }
        }
    }

    private Account account(int balance, int version) {
        return new Account(owner, "1", balance, version);
    }

    private KeyValues accountKey() {
        return KeyValues.of("owner", owner, "id", "1");
    }

    private int storedVersion(String sortKey) {
        return database.raw(table, "USER#" + owner, sortKey)
                .fields()
                .get("version")
                .intValue();
    }

    @Test
    void eachSaveStoresTheNextVersionAndReturnsIt() {
        Account first = store.save(account(10, 0));
        assertThat(first.version()).isEqualTo(1);
        Account second = store.save(first);
        assertThat(second).isEqualTo(account(10, 2));
        assertThat(store.get(Account.class, accountKey())).contains(second);
        assertThat(storedVersion("ACCOUNT#1")).isEqualTo(2);
    }

    @Test
    void ofTwoWritersThatReadTheSameItemTheSecondIsRefused() {
        Account read = store.save(account(10, 0));
        Account changed = store.save(account(20, read.version()));
        StaleItemException refused =
                catchThrowableOfType(StaleItemException.class, () -> store.save(account(30, read.version())));

        assertThat(refused.current(Account.class)).contains(changed);
        assertThat(refused.current(Balance.class)).contains(new Balance(owner, "1", 20));
        assertThat(refused)
                .hasMessageContaining("Account 'USER#" + owner + "', 'ACCOUNT#1'")
                .hasMessageContaining("returned");
        assertThat(store.get(Account.class, accountKey())).contains(changed);
    }

    @Test
    void aSaveWithoutAVersionIsRefusedByAVersionedItem() {
        Account stored = store.save(account(10, 0));
        StaleItemException refused = catchThrowableOfType(StaleItemException.class, () -> store.save(account(20, 0)));
        assertThat(refused.current(Account.class)).contains(stored);

        store.create(new Draft(owner, "1", "text", null));
        assertThatThrownBy(() -> store.save(new Draft(owner, "1", "other", null)))
                .isInstanceOf(StaleItemException.class);
        assertThatThrownBy(() -> store.save(new Draft(owner, "1", "other", 0L))).isInstanceOf(StaleItemException.class);
    }

    @Test
    void aVersionedSaveOfAnAbsentItemIsStaleWithoutACurrentItem() {
        StaleItemException refused = catchThrowableOfType(StaleItemException.class, () -> store.save(account(10, 3)));
        assertThat(refused.current(Account.class)).isEmpty();
        assertThat(refused).hasMessageContaining("deleted");
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"version\":null", ",\"version\":0", ",\"version\":0.0"})
    void anItemThatAnotherWriterStoredWithoutAVersionIsTakenOver(String version) {
        database.putRaw(
                table,
                "USER#" + owner,
                "ACCOUNT#1",
                null,
                "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"balance\":5" + version + "}");
        database.putRaw(
                table,
                "USER#" + owner,
                "DRAFT#1",
                null,
                "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"text\":\"t\"" + version + "}");

        Account account = store.get(Account.class, accountKey()).orElseThrow();
        assertThat(account.version()).isZero();
        assertThat(store.save(account).version()).isEqualTo(1);
        Draft draft = store.get(Draft.class, accountKey()).orElseThrow();
        assertThat(store.save(draft).version()).isEqualTo(1);
        assertThat(storedVersion("ACCOUNT#1")).isEqualTo(1);
        assertThatThrownBy(() -> store.save(account)).isInstanceOf(StaleItemException.class);
    }

    @Test
    void anItemWithoutAVersionIsDeletedByAnObjectWithoutOne() {
        database.putRaw(
                table, "USER#" + owner, "ACCOUNT#1", null, "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"balance\":5}");
        assertThatThrownBy(() -> store.delete(account(5, 1))).isInstanceOf(StaleItemException.class);
        store.delete(account(5, 0));
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @Test
    void createStoresTheFirstVersionWhateverTheObjectHolds() {
        assertThat(store.create(account(10, 7)).version()).isEqualTo(1);
        assertThat(storedVersion("ACCOUNT#1")).isEqualTo(1);
        ItemExistsException refused =
                catchThrowableOfType(ItemExistsException.class, () -> store.create(account(20, 1)));
        assertThat(refused.current(Account.class)).contains(account(10, 1));
    }

    @Test
    void aDeleteOfAnItemThatOthersChangedIsRefused() {
        Account read = store.create(account(10, 0));
        Account changed = store.save(account(20, read.version()));
        StaleItemException refused = catchThrowableOfType(StaleItemException.class, () -> store.delete(read));
        assertThat(refused.current(Account.class)).contains(changed);
        assertThatThrownBy(() -> store.delete(account(20, 0))).isInstanceOf(StaleItemException.class);

        store.delete(changed);
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @Test
    void aVersionedDeleteOfAnAbsentItemIsNoError() {
        store.delete(account(10, 5));
        store.delete(account(10, 0));
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @Test
    void aDeleteByKeyDoesNotLookAtTheVersion() {
        store.save(store.create(account(10, 0)));
        store.delete(Account.class, accountKey());
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @Test
    void theVersionIsJudgedBeforeTheCondition() {
        Account stored = store.create(account(10, 0));
        assertThatThrownBy(() -> store.save(account(1, 9), field("balance").is(99)))
                .isInstanceOf(StaleItemException.class);
        assertThatThrownBy(() -> store.save(account(1, 1), field("balance").is(99)))
                .isExactlyInstanceOf(ConditionFailedException.class);
        assertThatThrownBy(() -> store.delete(account(1, 9), field("balance").is(99)))
                .isInstanceOf(StaleItemException.class);
        assertThatThrownBy(() -> store.delete(stored, field("balance").is(99)))
                .isExactlyInstanceOf(ConditionFailedException.class);

        assertThat(store.save(stored, field("balance").is(10)).version()).isEqualTo(2);
        assertThatThrownBy(() -> store.save(stored, field("balance").is(10))).isInstanceOf(StaleItemException.class);
        store.delete(account(10, 2), field("balance").is(10));
        assertThat(store.exists(Account.class, accountKey())).isFalse();
    }

    @Test
    void classesWithSettersAndWithBuildersHaveVersionsToo() {
        Bean bean = new Bean();
        bean.setOwner(owner);
        Bean saved = store.save(store.save(bean));
        assertThat(saved.getRevision()).isEqualTo(2);
        assertThat(bean.getRevision()).as("the given object is not changed").isNull();
        assertThatThrownBy(() -> store.save(bean)).isInstanceOf(StaleItemException.class);

        Built built = store.create(new Built.Builder().owner(owner).build());
        assertThat(store.save(built).getVersion()).isEqualTo(2);
        assertThatThrownBy(() -> store.save(built)).isInstanceOf(StaleItemException.class);
    }

    @Test
    void theLargestVersionIsNeverPassed() {
        assertThatThrownBy(() -> store.save(account(10, Integer.MAX_VALUE)))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("largest");
        assertThatThrownBy(() -> store.save(new Draft(owner, "1", "t", Long.MAX_VALUE)))
                .isInstanceOf(InvalidItemException.class);
        assertThatThrownBy(() -> store.save(account(10, -1)))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageContaining("negative");
        database.putRaw(
                table,
                "USER#" + owner,
                "DRAFT#1",
                null,
                "{\"owner\":\"" + owner + "\",\"id\":\"1\",\"version\":" + (Long.MAX_VALUE - 1) + "}");
        assertThat(store.save(new Draft(owner, "1", "t", Long.MAX_VALUE - 1)).version())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aBatchOfAModelWithAVersionIsRefusedBeforeAnyInput() {
        ItemStore nowhere = new DefaultItemStore(database.backend()).table(ABSENT);
        assertThatThrownBy(() -> nowhere.batchWrite(List.of(story("1"), account(10, 0))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Account")
                .hasMessageContaining("'version'")
                .hasMessageContaining("save or create");
        assertThatThrownBy(() -> nowhere.batch(batch -> batch.delete(account(10, 1))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("'version'")
                .hasMessageContaining("delete(item)");
    }

    @Test
    void ofEightWritersThatReadTheSameVersionExactlyOneSucceeds() throws Exception {
        Account read = store.create(account(0, 0));
        for (int round = 0; round < 10; round++) {
            Account base = read;
            List<Boolean> outcomes = CheckedWriteContract.atOnce(8, caller -> () -> {
                try {
                    store.save(account(base.balance() + caller, base.version()));
                    return true;
                } catch (StaleItemException e) {
                    assertThat(e.current(Account.class).orElseThrow().version()).isEqualTo(base.version() + 1);
                    return false;
                }
            });
            assertThat(outcomes).containsOnlyOnce(true);
            read = store.get(Account.class, accountKey()).orElseThrow();
            assertThat(read.version()).isEqualTo(base.version() + 1);
        }
    }
}
