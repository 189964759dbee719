package io.dynawrap.autoconfigure;

import java.util.List;

/**
 * Whether one backend can be used, and why.
 *
 * @param type the backend
 * @param usable whether it can be used
 * @param fallback whether it is to be used only if no other backend can be
 * @param reason why it can or cannot be used, as a clause
 * @param remedy what to do if it cannot be used, as sentences
 */
public record BackendAvailability(BackendType type, boolean usable, boolean fallback, String reason, String remedy) {

    /**
     * Reports a backend that can be used.
     *
     * @param type the backend
     * @param reason why it can be used, as a clause
     * @return the availability
     */
    public static BackendAvailability usable(BackendType type, String reason) {
        return new BackendAvailability(type, true, false, reason, "");
    }

    /**
     * Reports a backend that can be used, by a setting that might be meant for something else. It is used only if no other
     * backend can be.
     *
     * @param type the backend
     * @param reason why it can be used, as a clause
     * @return the availability
     */
    public static BackendAvailability fallback(BackendType type, String reason) {
        return new BackendAvailability(type, true, true, reason, "");
    }

    /**
     * Reports a backend that cannot be used.
     *
     * @param type the backend
     * @param reason why it cannot be used, as a clause
     * @param remedy what to do, as sentences
     * @return the availability
     */
    public static BackendAvailability unusable(BackendType type, String reason, String remedy) {
        return new BackendAvailability(type, false, false, reason, remedy);
    }

    /**
     * Returns the exception to throw if this backend is chosen and cannot be created. At startup it is shown with the reason
     * and the remedy, and without a stack trace.
     *
     * @return the exception
     */
    public RuntimeException toException() {
        return new BackendChoiceException(type, List.of(this));
    }
}
