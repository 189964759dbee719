package io.dynawrap.sample;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves owners with their stories: one partition, read with one query. */
@RestController
final class OwnerController {

    private final ItemStore store;

    OwnerController(ItemStore store) {
        this.store = store;
    }

    @GetMapping("/owners/{owner}")
    OwnerBody get(@PathVariable String owner) {
        return OwnerBody.of(
                store.query(OwnerItem.class, KeyValues.of("owner", owner)).list());
    }
}
