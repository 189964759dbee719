package io.dynawrap.contract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The contract on tables as the Python edition makes them, in a database whose default collation is not that of bytes:
 * without a collation of their own, and with an index on each key column.
 */
class PythonTableContractTest {

    @RegisterExtension
    static final DatabaseParameter DATABASE = new DatabaseParameter(new PostgresDatabase("""
            CREATE TABLE %1$s (
                pk TEXT COLLATE "en-x-icu" NOT NULL,
                sk TEXT COLLATE "en-x-icu" NOT NULL,
                schema_version TEXT,
                data JSONB NOT NULL,
                PRIMARY KEY (pk, sk)
            );
            CREATE INDEX ON %1$s (pk);
            CREATE INDEX ON %1$s (sk)"""));

    @Nested
    class SaveGetDelete extends SaveGetDeleteContract {}

    @Nested
    class CheckedWrite extends CheckedWriteContract {}

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
    class Scan extends ScanContract {
        @Override
        void analyze() {
            PostgresDatabase.jdbc().execute("ANALYZE \"" + table + "\"");
        }
    }

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class MixedBatch extends MixedBatchContract {}

    @Nested
    class Transaction extends TransactionContract {}

    @Nested
    class GetAll extends GetAllContract {}

    @Nested
    class Exists extends ExistsContract {}

    @Nested
    class Expiry extends ExpiryContract {}

    @Nested
    class Traps extends TrapContract {}

    @Nested
    class Limits extends LimitContract {}

    @Nested
    class PythonEdition extends PythonEditionContract {}
}
