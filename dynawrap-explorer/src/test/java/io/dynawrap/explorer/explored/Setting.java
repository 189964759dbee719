package io.dynawrap.explorer.explored;

import io.dynawrap.DbItem;

/** Has nothing to fill in, and a table that one test removes. */
@DbItem(pk = "SETTINGS", sk = "ALL", table = "settings")
public record Setting(String colour) {}
