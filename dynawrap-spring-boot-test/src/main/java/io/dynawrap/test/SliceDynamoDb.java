package io.dynawrap.test;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The DynamoDB Local of an {@link ItemStoreTest}, unless a client bean exists. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(type = "software.amazon.awssdk.services.dynamodb.DynamoDbClient")
@Import(DynamoDbLocalConfiguration.class)
class SliceDynamoDb {}
