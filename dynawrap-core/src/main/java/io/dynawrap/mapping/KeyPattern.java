package io.dynawrap.mapping;

/** Stub. */
public final class KeyPattern {
    private KeyPattern() {}
}
