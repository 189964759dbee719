package io.dynawrap.autoconfigure.container;

/** Names and ports of the images. */
final class Images {

    /** The port of DynamoDB Local. Its documentation names both images. */
    static final int DYNAMODB_LOCAL_PORT = 8000;

    /** DynamoDB Local on Docker Hub. */
    static final String DYNAMODB_LOCAL = "amazon/dynamodb-local";

    /** DynamoDB Local in Amazon's public registry, without the registry. */
    static final String DYNAMODB_LOCAL_ECR = "aws-dynamodb-local/aws-dynamodb-local";

    /** The class that connection details require. */
    static final String CLIENT_CLASS = "software.amazon.awssdk.services.dynamodb.DynamoDbClient";

    private Images() {}
}
