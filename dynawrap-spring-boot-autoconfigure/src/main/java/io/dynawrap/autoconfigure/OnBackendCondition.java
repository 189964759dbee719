package io.dynawrap.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The condition of {@link BackendConfiguration}. */
final class OnBackendCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        BackendType type =
                metadata.getAnnotations().get(BackendConfiguration.class).getEnum("value", BackendType.class);
        ConditionMessage.Builder message = ConditionMessage.forCondition(BackendConfiguration.class, type.value());
        return type.allowedBy(context.getEnvironment())
                ? ConditionOutcome.match(message.because("dynawrap.backend names it, or is not set"))
                : ConditionOutcome.noMatch(message.because("dynawrap.backend names another one"));
    }
}
