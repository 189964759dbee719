package io.dynawrap.explorer;

import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.spi.StoredItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stored item of a page.
 *
 * @param item the item
 * @param path its model, or {@code null} if its key fits no model
 */
record ShownItem(StoredItem item, @Nullable ModelPath path) {

    static final int VERSION_CHARACTERS = 8;

    /** Versions are hashes or short texts; another writer may store any text. */
    private static final int MAX_VERSION_CHARACTERS = 200;

    /** Returns the partition key, as a link to the whole partition. */
    Html partitionKey() {
        Html key = Html.of("<code>%s</code>", item.key().partitionKey());
        return path == null
                ? key
                : Html.of(
                        "<a href=\"%s#results\">%s</a>",
                        ItemRequest.link(path, Run.PARTITION, partitionTexts(path)), key);
    }

    /** Returns the sort key, as a link to the item. */
    Html sortKey() {
        Html key = Html.of("<code>%s</code>", item.key().sortKey());
        return path == null
                ? key
                : Html.of("<a href=\"%s#results\">%s</a>", ItemRequest.link(path, Run.GET, keyTexts(path)), key);
    }

    /** Returns the texts of the fields in the partition key; nothing for an item without a model. */
    Map<String, String> partitionTexts() {
        return path == null ? Map.of() : partitionTexts(path);
    }

    private Map<String, String> partitionTexts(ModelPath model) {
        return model.partitionKey().parse(item.key().partitionKey()).orElse(Map.of());
    }

    private Map<String, String> keyTexts(ModelPath model) {
        Map<String, String> texts = new LinkedHashMap<>(partitionTexts(model));
        model.types().get(0).sortKey().parse(item.key().sortKey()).ifPresent(texts::putAll);
        return texts;
    }

    /** Returns the first characters of the schema version, with more of it as title. */
    Html shortVersion() {
        String version = item.schemaVersion();
        return version == null
                ? version(null)
                : version(Html.of(
                        "<code class=\"version\" title=\"%s\">%s</code>",
                        StoredFields.shortened(version, MAX_VERSION_CHARACTERS),
                        StoredFields.shortened(version, VERSION_CHARACTERS)));
    }

    Html wholeVersion() {
        String version = item.schemaVersion();
        return version(version == null ? null : Html.of("<code>%s</code>", version));
    }

    private Html version(@Nullable Html shown) {
        if (shown == null) {
            return Html.of("<span class=\"mark\">none</span>");
        }
        if (path == null) {
            return shown;
        }
        String current = path.types().get(0).schemaVersion();
        return current.equals(item.schemaVersion())
                ? Html.of("%s <span class=\"aside\">current</span>", shown)
                : Html.of("%s <span class=\"mark\">another</span>", shown);
    }

    /** Returns the problem of an item that cannot be read as its model. The item itself is shown like the others. */
    Html unreadable(StoreAdmin store) {
        if (path == null) {
            return Html.NONE;
        }
        try {
            store.read(path.model(), item);
            return Html.NONE;
        } catch (UnreadableItemException e) {
            return Html.of("<p class=\"problem\"><strong>Cannot be read as %s.</strong> %s</p>", path.name(), cause(e));
        }
    }

    /** Returns the field that cannot be read, with the message of the model's own code if that rejected it. */
    private static String cause(UnreadableItemException e) {
        String field =
                e.path().map(path -> path.substring(1).replace('/', '.') + ": ").orElse("");
        Throwable failure = e.getCause();
        if (failure == null) {
            return field;
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Stream.of(failure, root)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining("; ", field, ""));
    }
}
