package io.dynawrap.mapping;

import io.dynawrap.InvalidItemException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the size of an item while it is written, by the rules of DynamoDB's developer guide ("DynamoDB item sizes and
 * formats"). Names and texts count their bytes in UTF-8. A number counts one byte plus one for every two significant
 * digits. True, false and null count one byte. A list or map counts three bytes plus one for every element.
 *
 * <p>The guide calls the size of a number approximate. This class counts as DynamoDB Local does, which never gives a
 * smaller size. Pairs of digits are aligned at the decimal point. A negative number has one byte more, and zero has one
 * byte.
 */
final class ItemSize {

    /** Limits of DynamoDB (developer guide, "Quotas and limits" and "Naming rules and data types"). */
    static final int MAX_ITEM_BYTES = 400 * 1024;

    static final int MAX_NAME_BYTES = 65_535;
    static final int MAX_DEPTH = 31;
    static final int CONTAINER_BYTES = 3;
    static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    private final String model;
    private final long maxBytes;
    private long bytes;
    private @Nullable String currentField;
    private long currentBytes;
    private @Nullable String largestField;
    private long largestBytes;

    ItemSize(String model, ItemKey key, String schemaVersion) {
        this(model, key, schemaVersion, MAX_ITEM_BYTES);
    }

    private ItemSize(String model, ItemKey key, String schemaVersion, long maxBytes) {
        this.model = model;
        this.maxBytes = maxBytes;
        this.bytes = "PK".length()
                + Math.max(0, StorableText.utf8Length(key.partitionKey()))
                + "SK".length()
                + Math.max(0, StorableText.utf8Length(key.sortKey()))
                + SchemaVersion.FIELD_NAME.length()
                + Math.max(0, StorableText.utf8Length(schemaVersion));
    }

    /** The size of an item that is not stored in this form: what was read back may be longer, such as untyped bytes as text. */
    static ItemSize unlimited(String model, ItemKey key, String schemaVersion) {
        return new ItemSize(model, key, schemaVersion, Long.MAX_VALUE);
    }

    /** Returns the field of the model that is being written. */
    @Nullable String currentField() {
        return currentField;
    }

    /** Returns the size so far, at most {@link #MAX_ITEM_BYTES}. */
    int itemBytes() {
        return (int) bytes;
    }

    void name(int depth, String name, int nameBytes) {
        if (depth == 1) {
            currentField = name;
            currentBytes = 0;
            add(nameBytes);
        } else {
            add(nameBytes + 1);
        }
    }

    void value(int depth, int valueBytes, boolean inArray) {
        add(inArray && depth > 1 ? valueBytes + 1 : valueBytes);
    }

    private void add(int more) {
        bytes += more;
        currentBytes += more;
        if (currentBytes > largestBytes) {
            largestBytes = currentBytes;
            largestField = currentField;
        }
        if (bytes > maxBytes) {
            throw new InvalidItemException(
                    model + ": the item has more than the " + MAX_ITEM_BYTES + " bytes (400 KB) an item can have as"
                            + " DynamoDB counts; the largest field seen is '" + largestField + "' with " + largestBytes
                            + " bytes. Store less, or store large values elsewhere and keep a reference.",
                    largestField,
                    null);
        }
    }

    /** Returns why a number cannot be stored, or {@code null} if it can: DynamoDB has 38 digits, 1E-130 to 9.99E125. */
    static @Nullable String problem(BigDecimal canonical) {
        if (canonical.precision() > MAX_DIGITS) {
            return "has " + canonical.precision() + " significant digits, more than the " + MAX_DIGITS
                    + " a number can have. Round it, or store it as text.";
        }
        int exponent = canonical.precision() - canonical.scale() - 1;
        if (canonical.signum() != 0 && (exponent > MAX_EXPONENT || exponent < MIN_EXPONENT)) {
            return "is a number outside of 1E" + MIN_EXPONENT + " to 9.99E" + MAX_EXPONENT
                    + " in magnitude. Store it as text.";
        }
        return null;
    }

    static int ofNumber(BigDecimal canonical) {
        if (canonical.signum() == 0) {
            return 1;
        }
        int lowest = -canonical.scale();
        int highest = lowest + canonical.precision() - 1;
        int pairs = Math.floorDiv(highest, 2) - Math.floorDiv(lowest, 2) + 1;
        return (canonical.signum() < 0 ? 2 : 1) + pairs;
    }

    static int ofNumber(long number) {
        long rest = number;
        while (rest != 0 && rest % 100 == 0) {
            rest /= 100;
        }
        int pairs = 0;
        for (; rest != 0; rest /= 100) {
            pairs++;
        }
        return (number < 0 ? 2 : 1) + pairs;
    }
}
