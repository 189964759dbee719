package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemQuery;
import io.dynawrap.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readers that go through a partition while others write to it. */
abstract class ReadersAndWritersContract extends Contract {

    private static final int WRITERS = 4;
    private static final int WRITES = 250;

    private final AtomicInteger walks = new AtomicInteger();

    /** Items that are there all the time have even numbers, those that come and go odd ones. */
    private static String id(int number) {
        return "%04d".formatted(number);
    }

    private static List<String> lasting() {
        return IntStream.range(0, 100).mapToObj(n -> id(2 * n)).toList();
    }

    private void comeAndGo(int writer) {
        Random random = new Random(writer);
        for (int i = 0; i < WRITES; i++) {
            String id = id(2 * random.nextInt(100) + 1);
            switch (random.nextInt(3)) {
                case 0 -> store.save(story(id));
                case 1 -> store.delete(Story.class, key(id));
                default -> store.batchWrite(List.of(story(id), story(id(2 * random.nextInt(100) + 1))));
            }
        }
    }

    private void check(List<Story> read, Comparator<String> order) {
        List<String> ids = ids(read);
        assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo(order).containsAll(lasting());
        assertThat(read).allSatisfy(story -> assertThat(story.title()).isEqualTo("Title of " + story.storyId()));
        walks.incrementAndGet();
    }

    private static List<Story> pages(ItemQuery<Story> query, int size) {
        List<Story> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<Story> page = query.page(size, cursor);
            items.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return items;
    }

    private void walk(int reader) {
        ItemQuery<Story> query = store.query(Story.class, partition());
        check(pages(query, 3 + 5 * reader), Comparator.naturalOrder());
        check(pages(query.reverse(), 4 + 7 * reader), Comparator.reverseOrder());
        check(query.list(), Comparator.naturalOrder());
    }

    @Test
    void pagesHaveEveryLastingItemOnceWhileOthersComeAndGo() throws Exception {
        store.batchWrite(lasting().stream().map(this::story).toList());
        CountDownLatch writing = new CountDownLatch(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int n = 0; n < WRITERS; n++) {
                int number = n;
                tasks.add(() -> {
                    comeAndGo(number);
                    writing.countDown();
                    return null;
                });
                tasks.add(() -> {
                    do {
                        walk(number);
                    } while (writing.getCount() > 0);
                    return null;
                });
            }
            for (Future<Void> task : threads.invokeAll(tasks)) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(walks).hasValueGreaterThanOrEqualTo(3 * WRITERS);
    }
}
