package io.dynawrap.autoconfigure.models.expiring;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import java.time.Instant;

@DbItem(pk = "USER#{owner}", sk = "SESSION#{id}", table = "sessions")
public record Session(String owner, String id, @ExpiresAt Instant expiresAt) {}
