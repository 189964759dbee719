package io.dynawrap.autoconfigure.models.broken;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{onwer}", sk = "TYPO#{id}", table = "typos")
public record Typo(String owner, String id) {}
