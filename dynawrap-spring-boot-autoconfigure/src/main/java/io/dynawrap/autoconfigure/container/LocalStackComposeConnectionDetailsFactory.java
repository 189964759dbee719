package io.dynawrap.autoconfigure.container;

/** For a service of {@code compose.yaml} whose image is one of those of LocalStack. */
final class LocalStackComposeConnectionDetailsFactory extends ComposeConnectionDetailsFactory {

    private static final int PORT = 4566;

    LocalStackComposeConnectionDetailsFactory() {
        super(PORT, "localstack/localstack", "localstack/localstack-pro");
    }
}
