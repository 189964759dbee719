package io.dynawrap.explorer.explored;

import io.dynawrap.DbItem;

/** Keys of every kind that a form treats in its own way. */
@DbItem(pk = "BOOK#{genre}#{printed}", sk = "CHAPTER#{volume:03}#{part}", table = "explored")
public record Chapter(Genre genre, boolean printed, int volume, String part) {

    public enum Genre {
        NOVEL,
        POEM
    }
}
