package io.dynawrap.contract;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the DynamoDB Local. */
class DynamoDbContractTest {

    @RegisterExtension
    static final DatabaseParameter DATABASE = new DatabaseParameter(new DynamoDbDatabase());

    @Nested
    class SaveGetDelete extends SaveGetDeleteContract {}

    @Nested
    class CheckedWrite extends CheckedWriteContract {}

    @Nested
    class ItemVersions extends VersionContract {}

    @Nested
    class Update extends UpdateContract {}

    @Nested
    class Modify extends ModifyContract {}

    @Nested
    class Query extends QueryContract {}

    @Nested
    class Bounds extends BoundsContract {}

    @Nested
    class GeneratedBounds extends BoundsGeneratedContract {}

    @Nested
    class Filters extends FilterContract {}

    @Nested
    class Counts extends CountContract {}

    @Nested
    class DeletedRanges extends DeleteAllContract {}

    @Nested
    class SealedModels extends SealedModelsContract {}

    @Nested
    class Paging extends PageContract {}

    @Nested
    class Scan extends ScanContract {}

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class MixedBatch extends MixedBatchContract {}

    @Nested
    class Transaction extends TransactionContract {}

    @Nested
    class TransactionUpdates extends TransactionUpdateContract {}

    @Nested
    class ConcurrentTransactions extends ConcurrentTransactionContract {}

    @Nested
    class GetAll extends GetAllContract {}

    @Nested
    class Values extends ValueContract {}

    @Nested
    class StoredTypes extends StoredTypeContract {}

    @Nested
    class Version extends SchemaVersionContract {}

    @Nested
    class Exists extends ExistsContract {}

    @Nested
    class Expiry extends ExpiryContract {}

    @Nested
    class Limits extends LimitContract {
        /** DynamoDB Local fails with longer ones, which AWS documents as possible. */
        @Override
        int longestName() {
            return 50_000;
        }
    }

    @Nested
    class Unreadable extends UnreadableContract {}

    @Nested
    class KeyFields extends KeyFieldsContract {}

    @Nested
    class Unchanged extends UnchangedContract {}

    @Nested
    class CompareAndSet extends CompareAndSetContract {}

    @Nested
    class ComparedValues extends ComparedValuesContract {}

    @Nested
    class StoredItems extends StoredItemContract {
        /** DynamoDB Local skips a key that is the start key and U+0000. */
        @Override
        List<String> keysOfOtherWriters() {
            return List.of("\0", "A\0B");
        }

        @Override
        List<String> keysOfNoItem() {
            return List.of("", "x".repeat(1025), "é".repeat(513), "x".repeat(10_000));
        }
    }

    @Nested
    class Traps extends TrapContract {}

    @Nested
    class Attacks extends AttackContract {}

    @Nested
    class ReadersAndWriters extends ReadersAndWritersContract {}

    @Nested
    class Tables extends TableContract {}

    @Nested
    class PythonEdition extends PythonEditionContract {}

    @Nested
    class PythonValues extends PythonValuesContract {}

    @Nested
    class Listeners extends ListenerContract {
        @Override
        boolean reportsCapacity() {
            return true;
        }
    }
}
