package io.dynawrap.benchmarks;

import io.dynawrap.benchmarks.dynamodb.CheckedRequestPart;
import io.dynawrap.benchmarks.dynamodb.ClientPart;
import io.dynawrap.benchmarks.dynamodb.QuestionRequestPart;
import io.dynawrap.benchmarks.dynamodb.RequestLatencyPart;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.micro.MicroPart;
import io.dynawrap.benchmarks.postgres.BatchPart;
import io.dynawrap.benchmarks.postgres.CheckedWritePart;
import io.dynawrap.benchmarks.postgres.GrowthPart;
import io.dynawrap.benchmarks.postgres.PostgresPart;
import io.dynawrap.benchmarks.postgres.QuestionPart;
import io.dynawrap.benchmarks.postgres.ThreadsPart;
import io.dynawrap.benchmarks.startup.StartupPart;
import java.time.Duration;
import java.util.function.Supplier;

/** The parts of the benchmarks, in the order in which they run, and how long each may take. */
enum PartName {
    POSTGRES(PostgresPart::new, 6),
    POSTGRES_BATCH(BatchPart::new, 5),
    POSTGRES_CHECKS(CheckedWritePart::new, 3),
    POSTGRES_QUESTIONS(QuestionPart::new, 3),
    DYNAMODB_CLIENT(ClientPart::new, 4),
    DYNAMODB_CHECKS(CheckedRequestPart::new, 3),
    DYNAMODB_QUESTIONS(QuestionRequestPart::new, 3),
    DYNAMODB_BATCH(RequestLatencyPart::new, 4),
    THREADS(ThreadsPart::new, 3),
    GROWTH(GrowthPart::new, 8),
    KEYS_AND_CODEC(MicroPart::new, 4),
    STARTUP(StartupPart::new, 20);

    private final Supplier<Part> part;
    private final Duration limit;

    PartName(Supplier<Part> part, int minutes) {
        this.part = part;
        this.limit = Duration.ofMinutes(minutes);
    }

    Part part() {
        return part.get();
    }

    Duration limit() {
        return limit;
    }
}
