package io.dynawrap.autoconfigure.dynamodb;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A reason why an application cannot use DynamoDB at startup, with the remedy. */
enum DynamoDbProblem {
    UNREACHABLE(Set.of(), "DynamoDB cannot be reached.", """
            For DynamoDB Local, start it, or correct its address in application.yml:

            dynawrap:
              dynamodb:
                endpoint: http://localhost:8000
                region: eu-west-1

            For AWS, remove the endpoint, and check the region and the way out of this network.
            """),

    NOT_DYNAMODB(Set.of(), "What answers is not DynamoDB.", """
            Correct the address in application.yml, its port above all:

            dynawrap:
              dynamodb:
                endpoint: http://localhost:8000
            """),

    NO_CREDENTIALS(Set.of(), "The AWS SDK finds no credentials for DynamoDB in any of its usual places.", """
            On AWS, give the service a role. On another machine set the environment variables

            AWS_ACCESS_KEY_ID=...
            AWS_SECRET_ACCESS_KEY=...

            or name a profile of ~/.aws/credentials in AWS_PROFILE. For DynamoDB Local any letters and digits will do, as
            "local" for both.
            """),

    CREDENTIALS(
            Set.of(
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "IncompleteSignatureException",
                    "MissingAuthenticationTokenException",
                    "MissingAuthenticationToken",
                    "ExpiredTokenException",
                    "ExpiredToken"),
            "DynamoDB refuses the credentials.",
            """
            Log in again, or correct the credentials where the AWS SDK found them: the environment variables
            AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, a profile of ~/.aws/credentials, or the role.
            For DynamoDB Local they are letters and digits only.
            """),

    PERMISSION(Set.of("AccessDeniedException"), "DynamoDB denies a permission.", """
            Allow the role, on this table:

            dynamodb:DescribeTable, dynamodb:CreateTable

            or create the table by other means, with the partition key PK and the sort key SK, both of type S, and write in
            application.yml:

            dynawrap:
              create-tables: false
            """);

    private final Set<String> codes;
    private final String headline;
    private final String action;

    DynamoDbProblem(Set<String> codes, String headline, String action) {
        this.codes = codes;
        this.headline = headline;
        this.action = action;
    }

    /** Returns the problem for an error code of the service. */
    static Optional<DynamoDbProblem> of(String errorCode) {
        return Arrays.stream(values())
                .filter(problem -> problem.codes.contains(errorCode))
                .findFirst();
    }

    String headline() {
        return headline;
    }

    String action() {
        return action;
    }
}
