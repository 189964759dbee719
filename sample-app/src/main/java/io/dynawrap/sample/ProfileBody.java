package io.dynawrap.sample;

import org.jspecify.annotations.Nullable;

/**
 * A profile as requests and responses carry it.
 *
 * @param owner the writer of the stories
 * @param name the name to show
 * @param bio a text about the owner
 * @param version the number of the version, which the header {@code ETag} has too; not read from requests
 */
record ProfileBody(
        @Nullable String owner,
        @Nullable String name,
        @Nullable String bio,
        @Nullable Long version) {

    static ProfileBody of(Profile profile) {
        return new ProfileBody(profile.owner(), profile.name(), profile.bio(), profile.version());
    }

    /** Returns the form to store, under the owner of a path. The body may leave out the owner, but must not name another. */
    Profile at(String pathOwner, long expectedVersion) {
        if (owner != null && !owner.equals(pathOwner)) {
            throw new InvalidFieldException(
                    "owner", "The owner of the body differs from that of the path. Leave it out, or give the same.");
        }
        return new Profile(pathOwner, name, bio, expectedVersion);
    }
}
