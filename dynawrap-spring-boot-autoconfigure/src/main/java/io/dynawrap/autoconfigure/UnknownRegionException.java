package io.dynawrap.autoconfigure;

/** DynamoDB is to be used, and no AWS region is known. */
final class UnknownRegionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRegionException(Throwable cause) {
        super("No AWS region is known for DynamoDB", cause);
    }
}
