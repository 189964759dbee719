package io.dynawrap.test.restart;

import io.dynawrap.DbItem;

@DbItem(pk = "VISITS", sk = "VISIT#{number:04}", table = "visits")
record Visit(int number) {}
