package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An object or an array that is being read, with the position in it. The attributes of an object are copied from their
 * map at the start, because the SDK's maps wrap each entry that their iterators return.
 */
final class AttributeContext extends JsonStreamContext implements BiConsumer<String, AttributeValue> {

    private static final Object[] NO_FIELDS = {};

    private final @Nullable AttributeContext parent;
    private final List<AttributeValue> elements;

    /** The alternating names and values of an object. */
    private final @Nullable Object[] fields;

    private int size;
    private @Nullable String name;
    private @Nullable AttributeValue value;

    private AttributeContext(
            int type, @Nullable AttributeContext parent, List<AttributeValue> elements, @Nullable Object[] fields) {
        super(type, -1);
        this.parent = parent;
        this.elements = elements;
        this.fields = fields;
    }

    /** Returns the context outside of an item. */
    static AttributeContext root() {
        return new AttributeContext(TYPE_ROOT, null, List.of(), NO_FIELDS);
    }

    /**
     * Returns the context of a map, or without a parent that of the item, which leaves out the attributes of the key.
     */
    static AttributeContext object(@Nullable AttributeContext parent, Map<String, AttributeValue> attributes) {
        AttributeContext object =
                new AttributeContext(TYPE_OBJECT, parent, List.of(), new Object[2 * attributes.size()]);
        attributes.forEach(object);
        return object;
    }

    static AttributeContext array(@Nullable AttributeContext parent, List<AttributeValue> elements) {
        AttributeContext array = new AttributeContext(TYPE_ARRAY, parent, elements, NO_FIELDS);
        array.size = elements.size();
        return array;
    }

    /** Adds an attribute of the object. */
    @Override
    public void accept(String attribute, AttributeValue attributeValue) {
        if (parent != null || !StoredItems.isKey(attribute)) {
            fields[2 * size] = attribute;
            fields[2 * size + 1] = attributeValue;
            size++;
        }
    }

    /** Moves to the next field or element; returns false at the end. */
    boolean next() {
        if (_index + 1 >= size) {
            return false;
        }
        _index++;
        if (inObject()) {
            name = (String) fields[2 * _index];
            value = (AttributeValue) fields[2 * _index + 1];
        } else {
            value = elements.get(_index);
        }
        return true;
    }

    /** Returns the value of the current field, or the current element. */
    @Nullable AttributeValue value() {
        return value;
    }

    void rename(String newName) {
        name = newName;
    }

    @Override
    public @Nullable AttributeContext getParent() {
        return parent;
    }

    @Override
    public @Nullable String getCurrentName() {
        return name;
    }
}
