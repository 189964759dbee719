package io.dynawrap.docs.switching;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
class Notes {

    private final ItemStore store;

    Notes(ItemStore store) {
        this.store = store;
    }

    Note write(String owner, String id, String text) {
        return store.save(new Note(owner, id, text));
    }

    List<Note> of(String owner) {
        return store.query(Note.class, KeyValues.of("owner", owner)).list();
    }
}
