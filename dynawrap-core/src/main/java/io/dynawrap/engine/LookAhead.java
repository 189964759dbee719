package io.dynawrap.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that has to look for an element to know whether there is one. */
abstract class LookAhead<T> implements Iterator<T> {

    private @Nullable T found;

    /** The next element, or {@code null} when there is none; then it may be asked again. */
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
