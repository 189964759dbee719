package io.dynawrap.sample;

import io.dynawrap.DbItem;
import io.dynawrap.ItemVersion;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an owner, stored in the partition of the owner's stories.
 *
 * @param owner the writer of the stories
 * @param name the name to show
 * @param bio a text about the owner
 * @param version the number of writes of this profile, which the store counts
 */
@DbItem(pk = "USER#{owner}", sk = "PROFILE", table = "stories")
public record Profile(
        String owner,
        @Nullable String name,
        @Nullable String bio,
        @ItemVersion long version) implements OwnerItem {}
