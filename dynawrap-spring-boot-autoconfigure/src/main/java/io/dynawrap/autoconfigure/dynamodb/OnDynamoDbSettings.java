package io.dynawrap.autoconfigure.dynamodb;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if a setting is present that leads to DynamoDB. */
final class OnDynamoDbSettings extends SpringBootCondition {

    /** Set by ECS and Lambda for every application, so it does not say that the application stores items in DynamoDB. */
    static final String ENVIRONMENT = "AWS_REGION";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("DynamoDbSettings");
        return found(context.getEnvironment())
                .map(property -> ConditionOutcome.match(message.because(property + " is set")))
                .orElseGet(() -> ConditionOutcome.noMatch(message.because("no such setting exists")));
    }

    /** Returns the name of the first of these settings that is present. */
    static Optional<String> found(Environment environment) {
        return Stream.of("dynawrap.dynamodb.region", "dynawrap.dynamodb.endpoint", ENVIRONMENT, "dynawrap.backend")
                .filter(property -> StringUtils.hasText(environment.getProperty(property)))
                .findFirst();
    }
}
