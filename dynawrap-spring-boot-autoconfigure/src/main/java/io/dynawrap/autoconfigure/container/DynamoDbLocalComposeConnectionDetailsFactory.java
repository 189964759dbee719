package io.dynawrap.autoconfigure.container;

/** For a service of {@code compose.yaml} whose image is one of those of DynamoDB Local. */
final class DynamoDbLocalComposeConnectionDetailsFactory extends ComposeConnectionDetailsFactory {

    DynamoDbLocalComposeConnectionDetailsFactory() {
        super(Images.DYNAMODB_LOCAL_PORT, Images.DYNAMODB_LOCAL, Images.DYNAMODB_LOCAL_ECR);
    }
}
