package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScanThreadsTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    private static final ThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    private final Set<String> tenants = Collections.synchronizedSet(new HashSet<>());

    @Test
    void theThreadsOfAParallelScanInheritNothing() {
        DefaultItemStore store = new DefaultItemStore(new FaultyBackend() {
            @Override
            public List<RangeRequest> split(RangeRequest request, int parts) {
                return Collections.nCopies(parts, request);
            }

            @Override
            public RangePage read(RangeRequest request) {
                tenants.add(String.valueOf(TENANT.get()));
                return new RangePage(List.of(), null, null);
            }
        });
        TENANT.set("a tenant");
        try {
            assertThat(store.scan(Note.class).parallelism(4).list()).isEmpty();
        } finally {
            TENANT.remove();
        }

        assertThat(tenants).containsExactly("null");
    }
}
