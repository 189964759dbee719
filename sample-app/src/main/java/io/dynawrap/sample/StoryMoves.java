package io.dynawrap.sample;

import static io.dynawrap.Condition.itemExists;
import static io.dynawrap.Condition.unchanged;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TransactionFailedException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Moves stories to other owners, each in one transaction: a story is never with both owners, and never with neither. */
@Component
final class StoryMoves {

    /** How often a move is tried while readers like the story. */
    private static final int MAX_TRIES = 20;

    private final ItemStore store;

    StoryMoves(ItemStore store) {
        this.store = store;
    }

    /**
     * Moves a story with its likes to an owner who has a profile.
     *
     * @throws ResponseStatusException with 404 if the story is absent
     * @throws InvalidFieldException with 409 if the next owner has no profile or has a story with this id
     */
    Story move(KeyValues key, String to) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            Story story = store.get(Story.class, key).orElseThrow(StoryMoves::absent);
            Story moved = story.withOwner(to);
            if (to.equals(story.owner())) {
                throw taken();
            }
            try {
                return store.transaction(tx -> tx.check(Profile.class, KeyValues.of("owner", to), itemExists())
                                .create(moved)
                                .delete(story, unchanged(story)))
                        .of(Story.class)
                        .get(0);
            } catch (InvalidKeyException e) {
                throw new InvalidFieldException("to", "The next owner cannot be part of the key of this story.");
            } catch (TransactionFailedException e) {
                List<Optional<ConditionFailedException>> reasons = e.reasons();
                if (reasons.get(0).isPresent()) {
                    throw new InvalidFieldException(HttpStatus.CONFLICT, "to", "The next owner has no profile.");
                }
                if (reasons.get(1).isPresent()) {
                    throw taken();
                }
                // the story was changed or liked meanwhile: what is moved is what is stored
            }
        }
        throw new ResponseStatusException(
                HttpStatus.SERVICE_UNAVAILABLE, "The story is changed by others all the time. Retry later.");
    }

    private static ResponseStatusException absent() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such story.");
    }

    private static InvalidFieldException taken() {
        return new InvalidFieldException(HttpStatus.CONFLICT, "to", "The next owner has a story with this id.");
    }
}
