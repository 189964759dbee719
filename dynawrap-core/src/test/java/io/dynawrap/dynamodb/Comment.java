package io.dynawrap.dynamodb;

import io.dynawrap.DbItem;

/** A model that shares partitions with {@link Story}. */
@DbItem(pk = "USER#{owner}", sk = "COMMENT#{n}", table = "stories")
record Comment(String owner, int n, String text) {}
