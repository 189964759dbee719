package io.dynawrap.sample;

import static io.dynawrap.Condition.itemExists;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Serves the profiles of owners over HTTP. Every write says which version it replaces: {@code If-None-Match: *} for none,
 * {@code If-Match} with the {@code ETag} of the version otherwise. So no client overwrites what it has not read.
 */
@RestController
@RequestMapping("/owners/{owner}/profile")
final class ProfileController {

    /** A number of so many digits is always a version. */
    private static final Pattern ETAG = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private final ItemStore store;

    ProfileController(ItemStore store) {
        this.store = store;
    }

    @GetMapping
    ResponseEntity<ProfileBody> get(@PathVariable String owner) {
        return answer(HttpStatus.OK, existing(owner, HttpStatus.NOT_FOUND));
    }

    @PutMapping
    ResponseEntity<ProfileBody> put(
            @PathVariable String owner,
            @RequestBody ProfileBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifNoneMatch != null) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "Send If-None-Match to create a profile, or If-Match to replace it, not both.");
        }
        if (ifNoneMatch != null) {
            if (!ifNoneMatch.strip().equals("*")) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "If-None-Match can only be '*' here.");
            }
            return answer(HttpStatus.CREATED, store.create(body.at(owner, 0)));
        }
        return answer(HttpStatus.OK, store.save(body.at(owner, version(owner, ifMatch)), itemExists()));
    }

    @DeleteMapping
    ResponseEntity<Void> delete(
            @PathVariable String owner,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        store.delete(new Profile(owner, null, null, version(owner, ifMatch)), itemExists());
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler
    ProblemDetail changed(ConditionFailedException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.PRECONDITION_FAILED,
                e.current(Profile.class).isPresent()
                        ? "The profile has another version. Read it again."
                        : "There is no such profile.");
    }

    /** Returns the version that a write replaces. A {@code *} stands for the version that exists. */
    private long version(String owner, @Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the profile that was read, or If-None-Match: * for a new one.");
        }
        String expected = ifMatch.strip();
        if (expected.equals("*")) {
            return existing(owner, HttpStatus.PRECONDITION_FAILED).version();
        }
        Matcher etag = ETAG.matcher(expected);
        if (!etag.matches()) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_FAILED, "If-Match is not the ETag of a version of a profile.");
        }
        return Long.parseLong(etag.group(1));
    }

    private Profile existing(String owner, HttpStatus otherwise) {
        return store.get(Profile.class, KeyValues.of("owner", owner))
                .orElseThrow(() -> new ResponseStatusException(otherwise, "There is no such profile."));
    }

    private static ResponseEntity<ProfileBody> answer(HttpStatus status, Profile profile) {
        return ResponseEntity.status(status)
                .eTag("\"" + profile.version() + "\"")
                .body(ProfileBody.of(profile));
    }
}
