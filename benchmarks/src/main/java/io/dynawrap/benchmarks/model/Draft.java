package io.dynawrap.benchmarks.model;

import io.dynawrap.DbItem;
import io.dynawrap.ItemVersion;

/**
 * What is stored with a version: about 400 bytes of JSON.
 *
 * @param owner in the partition key
 * @param draftId in the sort key
 * @param title a short text
 * @param content a longer text
 * @param version the number of writes
 */
@DbItem(pk = "USER#{owner}", sk = "DRAFT#{draftId}", table = "stories")
public record Draft(
        String owner,
        String draftId,
        String title,
        String content,
        @ItemVersion long version) implements Writing {

    /**
     * Returns a copy with another version.
     *
     * @param number the version
     * @return the copy
     */
    public Draft withVersion(long number) {
        return new Draft(owner, draftId, title, content, number);
    }
}
