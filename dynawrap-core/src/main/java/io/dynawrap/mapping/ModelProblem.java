package io.dynawrap.mapping;

import io.dynawrap.InvalidModelException;

/**
 * What this package finds wrong with a type while Jackson examines it. Not an {@link InvalidModelException}, which is an
 * {@link IllegalArgumentException}: Jackson replaces these.
 */
final class ModelProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelProblem(String message) {
        super(message);
    }
}
