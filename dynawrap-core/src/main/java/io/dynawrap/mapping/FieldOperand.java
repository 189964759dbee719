package io.dynawrap.mapping;

/**
 * The operand of a condition as its field stores it.
 *
 * @param value a {@code String}, a {@code BigDecimal}, a {@code Boolean}, a {@code byte[]}, a {@code List} of values or a {@code
 *     Map} of texts to values, with {@code null} for a NULL inside of lists and maps
 * @param order in which order values of the field are
 * @param anyOrder whether the value is a list whose elements are those of a Java set, so that their order has no meaning
 * @param bytes the size of the value with its names, as DynamoDB counts; it may be some bytes too large
 */
public record FieldOperand(Object value, Order order, boolean anyOrder, int bytes) {

    /** An order of stored values. */
    public enum Order {
        /** No order. */
        NONE,
        /** Numbers by value. */
        NUMBER,
        /** Texts by their UTF-8 bytes. */
        TEXT,
        /** Texts of dates, all of one length, so that the order of their bytes is that of time. */
        DATE,
        /** Texts of instants that end with a Z after any number of digits of a second's fraction. */
        INSTANT,
        /** Texts of local times with or without seconds and any number of digits of their fraction. */
        LOCAL_TIME
    }
}
