package io.dynawrap.explorer.explored;

import io.dynawrap.DbItem;
import java.math.BigDecimal;

@DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "explored")
public record Story(String owner, String storyId, String title, BigDecimal price) implements OwnerItem {}
