package io.dynawrap.docs.readme;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StoryController {

    private final ItemStore store;

    StoryController(ItemStore store) {
        this.store = store;
    }

    @PostMapping("/stories")
    Story save(@RequestBody Story story) {
        return store.save(story);
    }

    @GetMapping("/stories/{owner}")
    Page<Story> of(@PathVariable String owner, @RequestParam(required = false) @Nullable String cursor) {
        return store.query(Story.class, KeyValues.of("owner", owner)).page(20, cursor);
    }
}
