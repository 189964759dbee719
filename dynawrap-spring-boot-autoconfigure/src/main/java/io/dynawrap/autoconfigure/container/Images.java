package io.dynawrap.autoconfigure.container;

/** What is known of the images. */
final class Images {

    /** Where DynamoDB Local listens. Its documentation gives both of its images. */
    static final int DYNAMODB_LOCAL_PORT = 8000;

    /** DynamoDB Local on Docker Hub. */
    static final String DYNAMODB_LOCAL = "amazon/dynamodb-local";

    /** DynamoDB Local in Amazon's public registry, without the registry. */
    static final String DYNAMODB_LOCAL_ECR = "aws-dynamodb-local/aws-dynamodb-local";

    /** The class that has to be there for connection details to be of use. */
    static final String CLIENT_CLASS = "software.amazon.awssdk.services.dynamodb.DynamoDbClient";

    private Images() {}
}
