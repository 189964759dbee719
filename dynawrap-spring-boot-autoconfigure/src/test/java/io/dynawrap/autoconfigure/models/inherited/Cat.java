package io.dynawrap.autoconfigure.models.inherited;

public final class Cat implements Pet {

    @Override
    public String getOwner() {
        return "owner";
    }

    @Override
    public String getName() {
        return "name";
    }
}
