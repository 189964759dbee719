package io.dynawrap.sample;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemUpdate;
import io.dynawrap.KeyValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
import tools.jackson.databind.JsonNode;

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
    private final StoryMoves moves;

    StoryController(ItemStore store, StoryMoves moves) {
        this.store = store;
        this.moves = moves;
    }

    /** Stores a story. It keeps the likes of a story that it replaces. With {@code If-None-Match: *} it replaces none. */
    @PostMapping
    ResponseEntity<StoryBody> create(
            @RequestBody StoryBody body,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        Story story = body.toStory();
        Story stored = ifNoneMatch == null ? replace(story) : createIfAbsent(story, ifNoneMatch);
        return ResponseEntity.created(location(stored)).body(StoryBody.of(stored));
    }

    private Story createIfAbsent(Story story, String ifNoneMatch) {
        if (!ifNoneMatch.strip().equals("*")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-None-Match can only be '*' here.");
        }
        try {
            return store.create(story);
        } catch (ItemExistsException e) {
            throw new InvalidFieldException(
                    HttpStatus.CONFLICT, "storyId", "There is a story with this id. Edit it, or choose another id.");
        }
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
        return StoryBody.of(replace(body.at(owner, storyId).toStory()));
    }

    /** Stores a story with the likes of the story that it replaces, which may be liked at the same time. */
    private Story replace(Story story) {
        return store.update(
                Story.class,
                key(story.owner(), story.storyId()),
                u -> u.set("title", story.title())
                        .set("content", story.content())
                        .set("expiresAt", story.expiresAt())
                        .orCreate(story));
    }

    /** Changes the fields that a JSON merge patch names. */
    @PatchMapping("/{owner}/{storyId}")
    StoryBody patch(@PathVariable String owner, @PathVariable String storyId, @RequestBody JsonNode body) {
        StoryPatch patch = new StoryPatch(body);
        if (patch.isEmpty()) {
            return get(owner, storyId);
        }
        return StoryBody.of(updated(owner, storyId, patch::apply));
    }

    @PostMapping("/{owner}/{storyId}/likes")
    LikesAnswer like(@PathVariable String owner, @PathVariable String storyId) {
        return new LikesAnswer(updated(owner, storyId, u -> u.add("likes", 1)).likeCount());
    }

    private Story updated(String owner, String storyId, Consumer<ItemUpdate<Story>> update) {
        try {
            return store.update(Story.class, key(owner, storyId), update);
        } catch (ItemNotFoundException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story.");
        }
    }

    @PostMapping("/{owner}/{storyId}/move")
    StoryBody move(@PathVariable String owner, @PathVariable String storyId, @RequestBody MoveBody body) {
        String to = StoryBody.pathSegment("to", body.to());
        return StoryBody.of(moves.move(key(owner, storyId), to));
    }

    /**
     * Reads stories by their keys, each an owner and an id with a {@code /} between. The first one ends the owner, so an owner with
     * a {@code /} cannot be named here.
     */
    @GetMapping
    StoryList getAll(@RequestParam MultiValueMap<String, String> parameters) {
        List<String> keys = parameters.getOrDefault("key", List.of());
        if (keys.isEmpty() || keys.size() > MAX_LIMIT) {
            throw new InvalidFieldException("key", "Name 1 to " + MAX_LIMIT + " stories, as in key=owner/storyId.");
        }
        try {
            List<KeyValues> parsed = keys.stream().map(StoryController::parse).toList();
            return new StoryList(store.getAll(Story.class, parsed).stream()
                    .map(StoryBody::of)
                    .toList());
        } catch (InvalidKeyException e) {
            throw new InvalidFieldException("key", "No story has such a key.");
        }
    }

    private static KeyValues parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new InvalidFieldException("key", "A key is an owner and an id, as in key=owner/storyId.");
        }
        return key(key.substring(0, slash), key.substring(slash + 1));
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
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "0") long minLikes,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "false") boolean reverse,
            @RequestParam(defaultValue = "") String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidFieldException("limit", "The limit is a number from 1 to " + MAX_LIMIT + ".");
        }
        ItemQuery<Story> query =
                new StoryFilter(prefix, from, to, minLikes).query(store, owner).reverse(reverse);
        return StoryPage.of(query.page(limit, cursor.isEmpty() ? null : cursor));
    }

    @GetMapping("/{owner}/count")
    CountAnswer count(@PathVariable String owner) {
        return new CountAnswer(all(owner).count());
    }

    @DeleteMapping("/{owner}")
    DeletedAnswer deleteAll(@PathVariable String owner) {
        return new DeletedAnswer(all(owner).deleteAll());
    }

    private ItemQuery<Story> all(String owner) {
        return store.query(Story.class, KeyValues.of("owner", owner));
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
