package io.dynawrap.autoconfigure.models.unclosed;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner", sk = "ANY#{id}", table = "unclosed")
public record Unclosed(String owner, String id) {}
