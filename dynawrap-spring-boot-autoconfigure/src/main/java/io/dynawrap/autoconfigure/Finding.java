package io.dynawrap.autoconfigure;

/**
 * What was found out about one backend.
 *
 * @param type the backend
 * @param usable whether it can be used
 * @param reason why it can or cannot, as a clause
 * @param remedy what to do when it cannot be used, as sentences
 */
record Finding(BackendType type, boolean usable, String reason, String remedy) {

    static Finding usable(BackendType type, String reason) {
        return new Finding(type, true, reason, "");
    }

    static Finding unusable(BackendType type, String reason, String remedy) {
        return new Finding(type, false, reason, remedy);
    }
}
