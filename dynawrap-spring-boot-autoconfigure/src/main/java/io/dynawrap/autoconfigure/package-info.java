/**
 * What makes an {@link io.dynawrap.ItemStore} bean out of an application's configuration. Applications use two types of
 * it, both optional: {@link io.dynawrap.autoconfigure.DynamoDbConnectionDetails} and
 * {@link io.dynawrap.autoconfigure.DynawrapJacksonCustomizer}.
 */
@NullMarked
package io.dynawrap.autoconfigure;

import org.jspecify.annotations.NullMarked;
