package io.dynawrap.docs.switching;

import io.dynawrap.ItemStore;
import io.dynawrap.OnError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Copies the items of models from one store to another. */
record ItemCopy(ItemStore from, ItemStore to) {

    long copy(Class<?> model) {
        long copied = 0;
        List<Object> batch = new ArrayList<>();
        Iterator<?> items = from.scan(model).onError(OnError.RAISE).consistentReads(true).stream()
                .iterator();
        while (items.hasNext()) {
            batch.add(items.next());
            if (batch.size() == 1000 || !items.hasNext()) {
                copied += to.batchWrite(batch);
                batch.clear();
            }
        }
        return copied;
    }
}
