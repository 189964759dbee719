package io.dynawrap.docs.stores;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.autoconfigure.ItemStoreFactory;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.postgres.PostgresBackend;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ArchiveOnPostgres {

    @Bean(defaultCandidate = false)
    @Qualifier("archive") @ConfigurationProperties("archive.datasource")
    HikariDataSource archiveDataSource() {
        return DataSourceBuilder.create().type(HikariDataSource.class).build();
    }

    @Bean(defaultCandidate = false)
    @Qualifier("archive") DefaultItemStore archiveStore(ItemStoreFactory stores, @Qualifier("archive") DataSource dataSource) {
        return stores.create("archive", new PostgresBackend(new JdbcTemplate(dataSource)));
    }

    @Bean(defaultCandidate = false)
    @Qualifier("archive") StoreAdmin archiveAdmin(@Qualifier("archive") DefaultItemStore store) {
        return store.admin();
    }
}
