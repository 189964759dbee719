package io.dynawrap.explorer.explored;

import io.dynawrap.DbItem;
import java.time.LocalDate;
import java.util.List;

@DbItem(pk = "USER#{owner}", sk = "NOTE#{day}", table = "explored")
public record Note(String owner, LocalDate day, List<String> tags) implements OwnerItem {}
