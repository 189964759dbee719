package io.dynawrap.benchmarks.startup;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The requests of the sample application. */
@RestController
@RequestMapping("/stories")
public final class BareController {

    private final BareStories stories;

    BareController(BareStories stories) {
        this.stories = stories;
    }

    @PostMapping
    BareStory create(@RequestBody BareStory story) {
        stories.save(story);
        return story;
    }

    @PostMapping("/batch")
    int createAll(@RequestBody List<BareStory> all) {
        all.forEach(stories::save);
        return all.size();
    }

    @GetMapping("/{owner}/{storyId}")
    BareStory get(@PathVariable String owner, @PathVariable String storyId) {
        BareStory story = stories.get(owner, storyId);
        if (story == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story.");
        }
        return story;
    }

    @PutMapping("/{owner}/{storyId}")
    BareStory replace(@RequestBody BareStory story) {
        stories.save(story);
        return story;
    }

    @DeleteMapping("/{owner}/{storyId}")
    void delete(@PathVariable String owner, @PathVariable String storyId) {
        stories.delete(owner, storyId);
    }

    @GetMapping("/{owner}")
    List<BareStory> list(@PathVariable String owner, @RequestParam(defaultValue = "") String prefix) {
        return stories.list(owner, prefix);
    }
}
