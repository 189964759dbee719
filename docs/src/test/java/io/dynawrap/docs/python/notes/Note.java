package io.dynawrap.docs.python.notes;

import io.dynawrap.DbItem;

@DbItem(pk = "NOTE#{note_id}", sk = "NOTE", table = "notes")
public record Note(String noteId) {}
