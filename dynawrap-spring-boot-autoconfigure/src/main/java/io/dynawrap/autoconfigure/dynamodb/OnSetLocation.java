package io.dynawrap.autoconfigure.dynamodb;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if connection details of the application, of a container or of an embedded server, or an endpoint, say where DynamoDB is. */
final class OnSetLocation extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("SetLocation");
        String details = details(context.getBeanFactory());
        if (details != null) {
            return ConditionOutcome.match(message.because("there are connection details, the bean " + details));
        }
        return StringUtils.hasText(context.getEnvironment().getProperty("dynawrap.dynamodb.endpoint"))
                ? ConditionOutcome.match(message.because("dynawrap.dynamodb.endpoint is set"))
                : ConditionOutcome.noMatch(message.because("neither connection details nor an endpoint are set"));
    }

    /** The name of a bean with connection details that do not come from the properties, or {@code null}. */
    private static @Nullable String details(@Nullable ConfigurableListableBeanFactory beans) {
        if (beans == null) {
            return null;
        }
        for (String name : beans.getBeanNamesForType(DynamoDbConnectionDetails.class, true, false)) {
            if (!beans.isTypeMatch(name, PropertiesDynamoDbConnectionDetails.class)) {
                return name;
            }
        }
        return null;
    }
}
