package io.dynawrap.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Measures several ways of doing the same side by side. In each round every contender has one turn, in random order, so
 * that what disturbs the machine for a while disturbs all of them: what counts is a ratio within one race, of medians
 * over the rounds, never a time.
 */
public final class Race {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MIN_ROUNDS = 3;
    private static final int MAX_ROUNDS = 1000;

    /** The part of the time that goes to rounds that do not count, in which the code is compiled. */
    private static final double WARM_UP = 0.3;

    private static volatile @Nullable Object sink;

    private final Duration budget;
    private final int operations;
    private final Random random = new Random(1);

    /**
     * A race.
     *
     * @param budget how long it takes, unless three rounds take longer; a third of it warms up
     * @param operations how many operations make one turn
     */
    public Race(Duration budget, int operations) {
        this.budget = budget;
        this.operations = operations;
    }

    /**
     * Runs the race.
     *
     * @param contenders who takes part
     * @return what was measured
     */
    public RaceResult run(List<Contender> contenders) {
        List<Contender> order = new ArrayList<>(contenders);
        rounds(order, (long) (budget.toNanos() * WARM_UP), 1);
        return new RaceResult(rounds(order, (long) (budget.toNanos() * (1 - WARM_UP)), MIN_ROUNDS));
    }

    private Map<String, List<Turn>> rounds(List<Contender> order, long nanos, int least) {
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        long start = System.nanoTime();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (round >= least && System.nanoTime() - start > nanos) {
                break;
            }
            Collections.shuffle(order, random);
            for (Contender contender : order) {
                turns.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(turn(contender));
            }
        }
        return turns;
    }

    private Turn turn(Contender contender) {
        try {
            contender.prepare().run();
            long thread = Thread.currentThread().getId();
            long bytes = THREADS.getThreadAllocatedBytes(thread);
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            for (int i = 0; i < operations; i++) {
                sink = contender.work().run();
            }
            double nanos = System.nanoTime() - start;
            double cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
            double allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
            return new Turn(nanos / operations, cpuNanos / operations, allocated / operations);
        } catch (Exception e) {
            throw new IllegalStateException(contender.name() + " failed", e);
        }
    }
}
