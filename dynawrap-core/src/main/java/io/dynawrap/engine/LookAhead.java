package io.dynawrap.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that must find the next element to determine whether it exists. */
abstract class LookAhead<T> implements Iterator<T> {

    private @Nullable T found;

    /** Returns the next element, or {@code null} at the end; may be called again after that. */
    abstract @Nullable T find();

    @Override
    public boolean hasNext() {
        if (found == null) {
            found = find();
        }
        return found != null;
    }

    @Override
    public T next() {
        if (!hasNext() || found == null) {
            throw new NoSuchElementException();
        }
        T element = found;
        found = null;
        return element;
    }
}
