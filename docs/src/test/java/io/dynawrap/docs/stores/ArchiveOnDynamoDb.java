package io.dynawrap.docs.stores;

import io.dynawrap.autoconfigure.ItemStoreFactory;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Configuration(proxyBeanMethods = false)
class ArchiveOnDynamoDb {

    @Bean(defaultCandidate = false)
    @Qualifier("archive") DynamoDbClient archiveClient() {
        return DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .region(Region.US_EAST_1)
                .build();
    }

    @Bean(defaultCandidate = false)
    @Qualifier("archive") DefaultItemStore archiveStore(ItemStoreFactory stores, @Qualifier("archive") DynamoDbClient client) {
        return stores.create("archive", new DynamoDbBackend(client));
    }

    @Bean(defaultCandidate = false)
    @Qualifier("archive") StoreAdmin archiveAdmin(@Qualifier("archive") DefaultItemStore store) {
        return store.admin();
    }
}
