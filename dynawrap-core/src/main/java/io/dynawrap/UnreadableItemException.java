package io.dynawrap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored under a key of a model cannot be read as that model. The message names the model and the key only. */
public final class UnreadableItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where in the item reading failed, or {@code null} where nothing in it is to blame. */
    private final @Nullable String place;

    private final transient @Nullable Page<?> page;

    /**
     * Makes an exception.
     *
     * @param message the model, the key and what is wrong
     * @param cause what was thrown while the item was read, or {@code null}
     */
    public UnreadableItemException(String message, @Nullable Throwable cause) {
        this(message, "", cause);
    }

    /**
     * Makes an exception that says where in the item reading failed.
     *
     * @param message the model, the key and what is wrong
     * @param place the path of names and indexes, each after a slash; empty for the item as a whole
     * @param cause what was thrown while the item was read, or {@code null}
     */
    public UnreadableItemException(String message, String place, @Nullable Throwable cause) {
        this(PrintableText.of(message), place.isEmpty() ? null : PrintableText.of(place), cause, null);
    }

    private UnreadableItemException(
            String message, @Nullable String place, @Nullable Throwable cause, @Nullable Page<?> page) {
        super(message, cause);
        this.place = place;
        this.page = page;
    }

    /**
     * This exception with the page that ended at the unreadable item.
     *
     * @param page the items before it, and the cursor after it
     * @return a copy with the page
     */
    public UnreadableItemException withPage(Page<?> page) {
        return new UnreadableItemException(String.valueOf(getMessage()), place, getCause(), page);
    }

    /**
     * Where in the item reading failed, as in {@code /lines/0/price}. Where more than one field cannot be read, the
     * first one is told, and which that is depends on the database.
     *
     * @return the path, or empty for the item as a whole
     */
    public Optional<String> place() {
        return Optional.ofNullable(place);
    }

    /**
     * Thrown by {@link ItemQuery#page}: the items of the page that stand before the unreadable one. Whoever goes on with
     * {@link #nextCursor} will not see them again.
     *
     * @return the items; none when another operation threw this
     */
    public List<?> itemsBefore() {
        return page == null ? List.of() : page.items();
    }

    /**
     * Thrown by {@link ItemQuery#page}: the cursor after the unreadable item.
     *
     * @return the cursor, or empty when no item follows it, or another operation threw this
     */
    public Optional<String> nextCursor() {
        return page == null ? Optional.empty() : Optional.ofNullable(page.nextCursor());
    }
}
