package io.dynawrap.test;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The embedded PostgreSQL of an {@link ItemStoreTest}, unless a DataSource bean exists. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(DataSource.class)
@Import(EmbeddedPostgresConfiguration.class)
class SlicePostgres {}
