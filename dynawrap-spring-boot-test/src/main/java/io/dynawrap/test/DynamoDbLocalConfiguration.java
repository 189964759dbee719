package io.dynawrap.test;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.logging.LogLevel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "dynawrap.backend", havingValue = "dynamodb")
@ConditionalOnMissingBean(DynamoDbConnectionDetails.class)
class DynamoDbLocalConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);

    @Bean
    DynamoDbLocalAccount dynawrapDynamoDbLocal(ServerLogging logging) {
        // two lines for each request, and a stack trace for each rejected request
        logging.limit("software.amazon.dynamodb", LogLevel.OFF);
        logging.limit("org.eclipse.jetty", LogLevel.WARN);
        DynamoDbLocalAccount account =
                Restarts.keep(DynamoDbLocalAccount.class.getName(), DynamoDbLocalAccount::onSharedServer);
        LOG.info(
                "DynamoDB Local runs at {} (region {}, access key {}, secret key {}); its data is in memory",
                account.endpoint(),
                account.region(),
                account.accessKeyId(),
                account.secretAccessKey());
        return account;
    }
}
