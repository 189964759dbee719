package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what Jackson or the JDK threw while an item was read, with its class and its stack trace and without its
 * message, which quotes what is stored. What the model's own code threw keeps its words.
 */
final class ReadFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_CAUSES = 32;

    private ReadFailure(Throwable thrown, @Nullable Throwable cause) {
        super(describe(thrown), cause, false, true);
        setStackTrace(thrown.getStackTrace());
    }

    /** The cause that an exception may carry for what was thrown. */
    static @Nullable Throwable of(@Nullable Throwable thrown) {
        return of(thrown, 0);
    }

    private static @Nullable Throwable of(@Nullable Throwable thrown, int causes) {
        if (thrown == null || causes > MAX_CAUSES) {
            return null;
        }
        return isOfTheApplication(thrown) ? thrown : new ReadFailure(thrown, of(thrown.getCause(), causes + 1));
    }

    /** Whether code of the application threw it, or called what did, and not Jackson. */
    private static boolean isOfTheApplication(Throwable thrown) {
        if (thrown instanceof ModelProblem) {
            return true;
        }
        if (thrown.getClass().getName().startsWith("com.fasterxml.jackson.")) {
            return false;
        }
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String type = frame.getClassName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return !type.startsWith("com.fasterxml.jackson.");
            }
        }
        return false;
    }

    private static String describe(Throwable thrown) {
        String type = thrown.getClass().getSimpleName();
        Class<?> target = target(thrown);
        return target == null
                ? type
                : "the stored value cannot be read as " + target.getSimpleName() + " (" + type + ")";
    }

    private static @Nullable Class<?> target(Throwable thrown) {
        if (thrown instanceof MismatchedInputException mismatched) {
            return mismatched.getTargetType();
        }
        return thrown instanceof ValueInstantiationException instantiation && instantiation.getType() != null
                ? instantiation.getType().getRawClass()
                : null;
    }
}
