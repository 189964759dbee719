package io.dynawrap.test;

import io.dynawrap.DbItem;

@DbItem(pk = "NOTE#{id}", sk = "NOTE", table = "notes")
record Note(String id, String text) {}
