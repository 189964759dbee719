package io.dynawrap.mapping;

import io.dynawrap.UnreadableItemException;
import io.dynawrap.change.ChangeResult;
import io.dynawrap.change.ChangeResult.Kind;
import io.dynawrap.change.ItemChange;
import io.dynawrap.key.ItemKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a change record as a model, whatever stream it comes from. */
final class ChangeDecoder<T> {

    private final ItemType<T> type;

    ChangeDecoder(ItemType<T> type) {
        this.type = type;
    }

    ChangeResult<T> decode(StoredChange change) {
        ItemKey key = change.key();
        if (key == null) {
            return broken("its keys lack PK or SK.");
        }
        if (!type.matches(key)) {
            return new ChangeResult.OtherModel<>();
        }
        Kind kind = change.kind();
        if (kind == null) {
            return broken("the event at '" + key.partitionKey() + "', '" + key.sortKey()
                    + "' is neither INSERT nor MODIFY nor REMOVE.");
        }
        try {
            return decode(change, kind, key);
        } catch (UnreadableItemException e) {
            return new ChangeResult.Broken<>(e);
        }
    }

    private ChangeResult<T> decode(StoredChange stored, Kind kind, ItemKey key) {
        boolean expired = kind == Kind.REMOVED && stored.expired();
        Optional<ItemChange<T>> change = switch (kind) {
            case INSERTED -> item(stored.newImage().get(), key).map(ItemChange.Inserted::new);
            case MODIFIED ->
                modified(
                        item(stored.oldImage().get(), key),
                        item(stored.newImage().get(), key));
            case REMOVED -> item(stored.oldImage().get(), key).map(item -> new ItemChange.Removed<>(item, expired));
        };
        return change.<ChangeResult<T>>map(ChangeResult.Changed::new)
                .orElseGet(
                        () -> new ChangeResult.KeysOnly<>(kind, type.parse(key).orElseThrow(), expired));
    }

    private static <T> Optional<ItemChange<T>> modified(Optional<T> oldItem, Optional<T> newItem) {
        return oldItem.isEmpty() && newItem.isEmpty()
                ? Optional.empty()
                : Optional.of(new ItemChange.Modified<>(oldItem, newItem));
    }

    private Optional<T> item(StoredChange.@Nullable Image image, ItemKey key) {
        return image == null
                ? Optional.empty()
                : Optional.of(type.mapping()
                        .read(key, image.schemaVersion(), image.fields().get()));
    }

    private ChangeResult<T> broken(String problem) {
        return new ChangeResult.Broken<>(new UnreadableItemException(
                "The change record cannot be read as " + type.name() + ": " + problem, null, null, null));
    }
}
