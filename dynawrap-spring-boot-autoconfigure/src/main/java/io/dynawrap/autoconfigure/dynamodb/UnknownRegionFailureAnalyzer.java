package io.dynawrap.autoconfigure.dynamodb;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes where to set an AWS region. */
final class UnknownRegionFailureAnalyzer extends AbstractFailureAnalyzer<UnknownRegionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownRegionException cause) {
        return new FailureAnalysis(
                "Items are to be stored in DynamoDB, but no AWS region is known: 'dynawrap.dynamodb.region' is not set,"
                        + " and the AWS SDK found none in its usual places.",
                """
                Write in application.yml (for DynamoDB Local any region will do):

                dynawrap:
                  dynamodb:
                    region: eu-west-1

                or set the environment variable AWS_REGION.

                In development EmbeddedServers of dynawrap-spring-boot-test starts a server: run mvn spring-boot:test-run.
                """,
                cause);
    }
}
