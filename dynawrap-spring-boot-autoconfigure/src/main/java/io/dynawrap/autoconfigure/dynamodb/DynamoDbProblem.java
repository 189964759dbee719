package io.dynawrap.autoconfigure.dynamodb;

import io.dynawrap.StoreProblem;
import java.util.Arrays;
import java.util.Optional;

/** A reason why an application cannot use DynamoDB at startup, with the remedy. */
enum DynamoDbProblem {
    UNREACHABLE(StoreProblem.UNREACHABLE, "DynamoDB cannot be reached.", """
            For DynamoDB Local, start it, or correct its address in application.yml:

            dynawrap:
              dynamodb:
                endpoint: http://localhost:8000
                region: eu-west-1

            For AWS, remove the endpoint, and check the region and the way out of this network.
            """),

    UNEXPECTED_SERVER(StoreProblem.UNEXPECTED_SERVER, "The server at this address is not DynamoDB.", """
            Correct the address in application.yml, its port above all:

            dynawrap:
              dynamodb:
                endpoint: http://localhost:8000
            """),

    CREDENTIALS_MISSING(
            StoreProblem.CREDENTIALS_MISSING,
            "The AWS SDK finds no credentials for DynamoDB in any of its usual places.",
            """
            On AWS, give the service a role. On another machine set the environment variables

            AWS_ACCESS_KEY_ID=...
            AWS_SECRET_ACCESS_KEY=...

            or name a profile of ~/.aws/credentials in AWS_PROFILE. For DynamoDB Local any letters and digits will do, as
            "local" for both.
            """),

    CREDENTIALS(StoreProblem.CREDENTIALS, "DynamoDB refuses the credentials.", """
            Log in again, or correct the credentials where the AWS SDK found them: the environment variables
            AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, a profile of ~/.aws/credentials, or the role.
            For DynamoDB Local they are letters and digits only.
            """),

    PERMISSION(StoreProblem.PERMISSION, "DynamoDB denies a permission.", """
            Allow the role, on this table:

            dynamodb:DescribeTable, dynamodb:CreateTable

            or create the table by other means, with the partition key PK and the sort key SK, both of type S, and write in
            application.yml:

            dynawrap:
              create-tables: false
            """);

    private final StoreProblem problem;
    private final String headline;
    private final String action;

    DynamoDbProblem(StoreProblem problem, String headline, String action) {
        this.problem = problem;
        this.headline = headline;
        this.action = action;
    }

    /** Returns the texts for a problem, if there are any. */
    static Optional<DynamoDbProblem> of(StoreProblem problem) {
        return Arrays.stream(values()).filter(texts -> texts.problem == problem).findFirst();
    }

    String headline() {
        return headline;
    }

    String action() {
        return action;
    }
}
