package io.dynawrap.autoconfigure.models.inherited;

public final class Cat extends Pet {}
