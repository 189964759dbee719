package io.dynawrap.autoconfigure.dynamodb;

/** No AWS region is set for DynamoDB, and the AWS SDK finds no region either. */
final class UnknownRegionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRegionException(Throwable cause) {
        super("No AWS region is known for DynamoDB", cause);
    }
}
