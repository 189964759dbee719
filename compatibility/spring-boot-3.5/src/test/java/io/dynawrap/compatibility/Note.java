package io.dynawrap.compatibility;

import io.dynawrap.DbItem;
import java.time.Instant;

@DbItem(pk = "BOOK#{book}", sk = "NOTE#{id}", table = "notes")
public record Note(String book, String id, String text, Instant written) {}
