package io.dynawrap;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an item that is stored under a key of a model cannot be read as that model. The message contains the model and
 * the key, and no other stored values.
 */
public final class UnreadableItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The path in the item at which reading failed, or {@code null} for the item as a whole. */
    private final @Nullable String path;

    private final transient @Nullable Page<?> page;

    /** Whether there was a page, which is not serialized. */
    private final boolean paged;

    /**
     * Creates an exception.
     *
     * @param message the model, the key and what is wrong
     * @param path the path of names and indexes, each after a slash, or {@code null} for the item as a whole
     * @param cause what was thrown while the item was read, or {@code null}
     * @param page the items before this one on a page, with the cursor after it, or {@code null} if no page was read
     */
    public UnreadableItemException(
            String message, @Nullable String path, @Nullable Throwable cause, @Nullable Page<?> page) {
        super(PrintableText.of(message), cause);
        this.path = path == null || path.isEmpty() ? null : PrintableText.of(path);
        this.page = page;
        this.paged = page != null;
    }

    /**
     * Returns the path in the item at which reading failed, as in {@code /lines/0/price}. As in a JSON pointer, a slash in a
     * name is {@code ~1}, and a tilde is {@code ~0}. If several fields cannot be read, the path is that of the first field; the order of fields depends on the database.
     *
     * @return the path, or empty for the item as a whole
     */
    public Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /**
     * Returns the items before the unreadable item on its page, if {@link ItemQuery#page} threw this exception. A read
     * that continues with {@link #nextCursor} does not repeat them.
     *
     * @return the items, empty if another operation threw this exception
     * @throws IllegalStateException if the exception was serialized: the page is not serialized with it
     */
    public List<?> itemsBefore() {
        Page<?> before = page();
        return before == null ? List.of() : before.items();
    }

    /**
     * Returns the cursor after the unreadable item, if {@link ItemQuery#page} threw this exception.
     *
     * @return the cursor, or {@code null} if no item follows, or another operation threw this exception
     * @throws IllegalStateException if the exception was serialized: the page is not serialized with it
     */
    public @Nullable String nextCursor() {
        Page<?> before = page();
        return before == null ? null : before.nextCursor();
    }

    private @Nullable Page<?> page() {
        if (paged && page == null) {
            throw new IllegalStateException("The page was not serialized with this exception. Call itemsBefore() and"
                    + " nextCursor() where it is thrown.");
        }
        return page;
    }
}
