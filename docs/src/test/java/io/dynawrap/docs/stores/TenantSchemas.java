package io.dynawrap.docs.stores;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.ItemStoreFactory;
import io.dynawrap.postgres.PostgresBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class TenantSchemas {

    private final Map<String, ItemStore> stores = new ConcurrentHashMap<>();
    private final ItemStoreFactory factory;
    private final JdbcTemplate jdbcTemplate;

    TenantSchemas(ItemStoreFactory factory, JdbcTemplate jdbcTemplate) {
        this.factory = factory;
        this.jdbcTemplate = jdbcTemplate;
    }

    ItemStore of(String tenant) {
        return stores.computeIfAbsent(
                tenant, schema -> factory.create("tenants", new PostgresBackend(jdbcTemplate, "tenant_" + schema)));
    }
}
