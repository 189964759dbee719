package io.dynawrap.postgres.faults;

import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

@DbItem(pk = "NOTES#{owner}", sk = "NOTE#{id}")
record Note(String owner, String id, String text) {

    static Note of(int n) {
        return new Note("o", String.format(Locale.ROOT, "%05d", n), "text of note " + n);
    }

    KeyValues key() {
        return KeyValues.of("owner", owner, "id", id);
    }

    /** The notes 0 to {@code count - 1}, in the order of their keys. */
    static List<Note> notes(int count) {
        return IntStream.range(0, count).mapToObj(Note::of).toList();
    }
}
