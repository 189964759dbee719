package io.dynawrap.autoconfigure.models.inherited;

import io.dynawrap.DbItem;

/** A model with a subclass that is not a model itself. */
@DbItem(pk = "OWNER#{owner}", sk = "PET#{name}")
public class Pet {

    public String owner = "owner";

    public String name = "name";
}
