package io.dynawrap.autoconfigure.models.unmakeable;

import io.dynawrap.DbItem;

@DbItem(pk = "USER#{owner}", sk = "ANY#{id}", table = "unmakeable")
public final class Unmakeable {

    public final String owner;
    public final String id;

    public Unmakeable(CharSequence owner, CharSequence id) {
        this.owner = owner.toString();
        this.id = id.toString();
    }
}
