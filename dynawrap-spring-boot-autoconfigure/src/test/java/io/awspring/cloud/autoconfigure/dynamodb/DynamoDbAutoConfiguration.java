package io.awspring.cloud.autoconfigure.dynamodb;

import io.dynawrap.autoconfigure.Clients;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stands where Spring Cloud AWS has the class of this name, and comes late unless something asks for it earlier. */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
public class DynamoDbAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    public DynamoDbClient springCloudAwsClient() {
        return Clients.dynamoDb();
    }
}
