package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hash of the contents of a transaction. It is the same for requests that DynamoDB takes for the same: the order of fields in an
 * item or a map does not count, nor does the form of a number.
 */
final class RequestFingerprint {

    private final MessageDigest hash;

    private RequestFingerprint(MessageDigest hash) {
        this.hash = hash;
    }

    static String of(List<ItemOperation> operations) {
        try {
            RequestFingerprint fingerprint = new RequestFingerprint(MessageDigest.getInstance("SHA-256"));
            operations.forEach(fingerprint::add);
            return HexFormat.of().formatHex(fingerprint.hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private void add(ItemOperation operation) {
        add(operation.getClass().getSimpleName());
        add(operation.table());
        add(operation.key().partitionKey());
        add(operation.key().sortKey());
        if (operation instanceof ItemOperation.Put put) {
            add(String.valueOf(put.item().schemaVersion()));
            addFields(put);
        }
        if (operation instanceof ItemOperation.Update update) {
            update.update().actions().forEach(this::addAction);
        }
        addCondition(operation.condition());
    }

    private void addAction(BoundUpdate.Action action) {
        add(action.getClass().getSimpleName());
        add(action.field());
        if (action instanceof BoundUpdate.Set set) {
            addValue(set.value());
        } else if (action instanceof BoundUpdate.SetIfAbsent set) {
            addValue(set.value());
        } else if (action instanceof BoundUpdate.Add add) {
            addValue(add.number());
        } else if (action instanceof BoundUpdate.Append append) {
            addValue(append.elements());
        }
    }

    private void addFields(ItemOperation.Put put) {
        try (JsonParser parser = put.item().data().parser()) {
            addValue(value(parser, parser.nextToken()));
        } catch (IOException e) {
            throw new UncheckedIOException("An item in memory could not be read", e);
        }
    }

    private void addCondition(@Nullable BoundCondition condition) {
        if (condition == null) {
            add("none");
            return;
        }
        add(condition.getClass().getSimpleName());
        if (condition instanceof BoundCondition.FieldCondition field) {
            addValue(field.path());
        }
        if (condition instanceof BoundCondition.All all) {
            addConditions(all.conditions());
        } else if (condition instanceof BoundCondition.Any any) {
            addConditions(any.conditions());
        } else if (condition instanceof BoundCondition.Not not) {
            addCondition(not.condition());
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            add(comparison.operator().name());
            addValue(comparison.operand());
        } else if (condition instanceof BoundCondition.In in) {
            addValue(in.operands());
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            addValue(prefixed.prefix());
        } else if (condition instanceof BoundCondition.Contains contains) {
            addValue(contains.operand());
        } else if (condition instanceof BoundCondition.SameElements same) {
            addValue(same.elements());
        }
    }

    private void addConditions(List<BoundCondition> conditions) {
        add(Integer.toString(conditions.size()));
        conditions.forEach(this::addCondition);
    }

    private void addValue(@Nullable Object value) {
        if (value instanceof List<?> list) {
            add("list " + list.size());
            list.forEach(this::addValue);
        } else if (value instanceof Map<?, ?> map) {
            add("map " + map.size());
            new TreeMap<>(map).forEach((name, field) -> {
                add(name.toString());
                addValue(field);
            });
        } else if (value instanceof BigDecimal number) {
            add("number");
            add(number.stripTrailingZeros().toString());
        } else if (value instanceof byte[] bytes) {
            add("text");
            add(Base64.getEncoder().encodeToString(bytes));
        } else {
            add(value instanceof String ? "text" : "other");
            add(String.valueOf(value));
        }
    }

    /** The length keeps neighbouring texts apart. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        hash.update(bytes);
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new TreeMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    fields.put(name, value(parser, parser.nextToken()));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    elements.add(value(parser, next));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
