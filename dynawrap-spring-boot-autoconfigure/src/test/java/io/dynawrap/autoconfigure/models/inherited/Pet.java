package io.dynawrap.autoconfigure.models.inherited;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynawrap.DbItem;

/** A model that is read through its subtypes, which are no models themselves. */
@DbItem(pk = "OWNER#{owner}", sk = "PET#{name}")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes(@JsonSubTypes.Type(Cat.class))
public interface Pet {

    String getOwner();

    String getName();
}
