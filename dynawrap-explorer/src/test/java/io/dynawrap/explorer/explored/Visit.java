package io.dynawrap.explorer.explored;

import io.dynawrap.DbItem;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;

/** Keys whose texts have a format. */
@DbItem(pk = "HOUSE#{house}#{month}", sk = "VISIT#{at}#{number:08}", table = "explored")
public record Visit(UUID house, YearMonth month, Instant at, long number) {}
