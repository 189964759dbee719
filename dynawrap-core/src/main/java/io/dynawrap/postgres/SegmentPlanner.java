package io.dynawrap.postgres;

import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a range across partitions into parts with about the same number of rows, according to the planner's
 * statistics. The view {@code pg_stats} has the frequent values with their share of the rows, and a histogram of the
 * other values. The statistics may be old or missing. A boundary only divides the range, so every text is a correct
 * boundary.
 */
final class SegmentPlanner {

    private static final GuardedSql WEIGHTED_KEYS = GuardedSql.of("""
            WITH stats AS (
                SELECT s.histogram_bounds::text::text[] AS bounds,
                       s.most_common_vals::text::text[] AS frequent,
                       s.most_common_freqs AS shares
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'pk'
                WHERE c.oid = to_regclass(?)
                ORDER BY s.inherited DESC
                LIMIT 1
            ), weighted AS (
                SELECT key, share FROM stats, unnest(frequent, shares) AS f(key, share)
                UNION ALL
                SELECT key, (1 - coalesce((SELECT sum(share) FROM unnest(shares) AS share), 0)) / cardinality(bounds)
                FROM stats, unnest(bounds) AS key
            )
            SELECT key, sum(share) FROM weighted
            WHERE key COLLATE "C" > ? AND coalesce(key COLLATE "C" < ?, true) AND\s""" + GuardedSql.GUARD + """

            GROUP BY key
            ORDER BY key COLLATE "C\"""");

    private final Statements statements;
    private final PostgresNames names;

    SegmentPlanner(Statements statements, PostgresNames names) {
        this.statements = statements;
        this.names = names;
    }

    List<RangeRequest> split(RangeRequest request, int parts) {
        KeyRange range = request.range();
        KeyInterval whole = KeyInterval.startingWith(range.partition().text());
        if (range.isOnePartition() || parts < 2) {
            return List.of(request.segment(new PartitionSegment(whole)));
        }
        List<RangeRequest> segments = new ArrayList<>();
        String from = whole.from();
        for (String boundary : boundaries(weightedKeys(request.table(), whole), parts)) {
            segments.add(request.segment(new PartitionSegment(new KeyInterval(from, boundary))));
            from = boundary;
        }
        segments.add(request.segment(new PartitionSegment(new KeyInterval(from, whole.until()))));
        return segments;
    }

    private List<WeightedKey> weightedKeys(String table, KeyInterval interval) {
        return statements.run("split", table, WEIGHTED_KEYS, ps -> {
            ps.setString(1, names.qualified(table));
            ps.setString(2, interval.from());
            ps.setString(3, interval.until());
            return weightedKeys(ps);
        });
    }

    private static List<WeightedKey> weightedKeys(PreparedStatement statement) throws SQLException {
        List<WeightedKey> keys = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(new WeightedKey(row.getString(1), row.getDouble(2)));
            }
        }
        return keys;
    }

    /** Returns at most {@code parts - 1} of the keys, in order, with about the same weight between any two. */
    private static List<String> boundaries(List<WeightedKey> keys, int parts) {
        double part = keys.stream().mapToDouble(WeightedKey::weight).sum() / parts;
        List<String> boundaries = new ArrayList<>();
        double before = 0;
        double next = part;
        for (WeightedKey key : keys) {
            if (before >= next && boundaries.size() < parts - 1) {
                boundaries.add(key.key());
                next = before + part;
            }
            before += key.weight();
        }
        return boundaries;
    }

    private record WeightedKey(String key, double weight) {}
}
