package io.dynawrap.sample;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/**
 * Serves the stories over HTTP. In a path an owner or an id is percent-encoded UTF-8: {@code /} is {@code %2F}, and
 * {@code ;}, which would start a parameter of the path, is {@code %3B}. Only {@code .} and {@code ..} cannot be part of
 * a path, and are rejected as ids.
 */
@RestController
@RequestMapping("/stories")
final class StoryController {

    private static final int MAX_LIMIT = 1000;

    private final ItemStore store;

    StoryController(ItemStore store) {
        this.store = store;
    }

    /**
     * Stores a story. With {@code If-None-Match: *} an existing story is not replaced. This looks first, because the store has
     * no conditional write yet: of two such requests for one story at the same moment, both can succeed.
     */
    @PostMapping
    ResponseEntity<StoryBody> create(
            @RequestBody StoryBody body,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String ifNoneMatch) {
        Story story = body.toStory();
        if (ifNoneMatch.equals("*")
                && store.get(Story.class, key(story.owner(), story.storyId())).isPresent()) {
            throw new InvalidFieldException(
                    HttpStatus.PRECONDITION_FAILED,
                    "storyId",
                    "There is a story with this id. Edit it, or choose another id.");
        }
        Story stored = store.save(story);
        return ResponseEntity.created(location(stored)).body(StoryBody.of(stored));
    }

    @PostMapping("/batch")
    @ResponseStatus(HttpStatus.CREATED)
    BatchAnswer createAll(@RequestBody List<@Nullable StoryBody> bodies) {
        List<Story> stories = new ArrayList<>(bodies.size());
        for (StoryBody body : bodies) {
            if (body == null) {
                throw new InvalidFieldException("[" + stories.size() + "]", "An element of the array is null.");
            }
            stories.add(body.toStory());
        }
        return new BatchAnswer(store.batchWrite(stories));
    }

    @GetMapping("/{owner}/{storyId}")
    StoryBody get(@PathVariable String owner, @PathVariable String storyId) {
        return store.get(Story.class, key(owner, storyId))
                .map(StoryBody::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story."));
    }

    @PutMapping("/{owner}/{storyId}")
    StoryBody replace(@PathVariable String owner, @PathVariable String storyId, @RequestBody StoryBody body) {
        return StoryBody.of(store.save(body.at(owner, storyId).toStory()));
    }

    @DeleteMapping("/{owner}/{storyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String owner, @PathVariable String storyId) {
        store.delete(Story.class, key(owner, storyId));
    }

    /** Lists the stories of an owner. An empty parameter counts as absent. */
    @GetMapping("/{owner}")
    StoryPage list(
            @PathVariable String owner,
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "false") boolean reverse,
            @RequestParam(defaultValue = "") String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidFieldException("limit", "The limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        ItemQuery<Story> query = query(owner, prefix);
        ItemQuery<Story> ordered = reverse ? query.reverse() : query;
        return StoryPage.of(ordered.page(limit, cursor.isEmpty() ? null : cursor));
    }

    private ItemQuery<Story> query(String owner, String prefix) {
        KeyValues partition = KeyValues.of("owner", owner);
        try {
            return store.query(Story.class, prefix.isEmpty() ? partition : partition.and("storyId", prefix));
        } catch (InvalidKeyException e) {
            if (e.field().filter("storyId"::equals).isPresent()) {
                throw new InvalidFieldException("prefix", "No storyId starts with this prefix.");
            }
            throw e;
        }
    }

    private static KeyValues key(String owner, String storyId) {
        return KeyValues.of("owner", owner, "storyId", storyId);
    }

    /**
     * Returns the path of a story. Encodes all except unreserved characters, including those that a path allows
     * unencoded.
     */
    private static URI location(Story story) {
        return URI.create("/stories/" + UriUtils.encode(story.owner(), StandardCharsets.UTF_8) + "/"
                + UriUtils.encode(story.storyId(), StandardCharsets.UTF_8));
    }
}
