package io.dynawrap.benchmarks.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.RaceResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same number of operations, by more and more threads. */
public final class ThreadsPart implements Part {

    private static final List<Integer> THREADS = List.of(1, 2, 4, 8);
    private static final int OPERATIONS = 800;
    private static final int ITEMS = 10_000;

    /** A part. */
    public ThreadsPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        List<Row> rows = new ArrayList<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start();
                HikariDataSource pool = Pools.pool(server, "")) {
            GrowingTable table = new GrowingTable(pool, ITEMS, false);
            rows.addAll(race(scale, executor, "get", table::get, table::plainGet));
            rows.addAll(race(scale, executor, "save", table::save, table::plainSave));
        } finally {
            executor.shutdownNow();
        }
        return new PartResult("Threads: 800 operations on PostgreSQL, a pool of 10 connections", rows);
    }

    private static List<Row> race(Scale scale, ExecutorService executor, String name, Work ours, Work plain) {
        List<Contender> contenders = new ArrayList<>();
        for (int threads : THREADS) {
            contenders.add(new Contender("Dynawrap " + threads, () -> inThreads(executor, threads, ours)));
            contenders.add(new Contender("plain JDBC, " + threads, () -> inThreads(executor, threads, plain)));
        }
        RaceResult result = scale.race(30, 1).run(contenders);
        return THREADS.stream()
                .map(threads -> result.row(
                        name + ", threads: " + threads,
                        Measure.TIME,
                        "Dynawrap " + threads,
                        "plain JDBC, " + threads,
                        Ratio.SPEED,
                        null))
                .toList();
    }

    private static Object inThreads(ExecutorService executor, int threads, Work work) throws Exception {
        Callable<Integer> share = () -> {
            int done = 0;
            for (; done < OPERATIONS / threads; done++) {
                work.run();
            }
            return done;
        };
        int done = 0;
        for (Future<Integer> future : executor.invokeAll(Collections.nCopies(threads, share))) {
            done += future.get();
        }
        return done;
    }
}
