package io.dynawrap.docs.switching;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
record Note(String owner, String id, String text) {}
