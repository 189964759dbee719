package io.dynawrap.autoconfigure.models.stories;

import io.dynawrap.DbItem;

public final class Library {

    private Library() {}

    /** Shares the table of the stories, and is nested, as models often are. */
    @DbItem(pk = "USER#{owner}", sk = "NOTE#{noteId}", table = "stories")
    public record Note(String owner, String noteId) {}

    @DbItem(pk = "DAY#{day}", sk = "EVENT#{eventId}", table = "user-events")
    public record Event(String day, String eventId) {}

    /** Names its table on each call. */
    @DbItem(pk = "GUEST#{guest}", sk = "VISIT#{visit}")
    public record Visit(String guest, String visit) {}
}
