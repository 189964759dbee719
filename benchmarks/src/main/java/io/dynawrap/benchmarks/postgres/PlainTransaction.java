package io.dynawrap.benchmarks.postgres;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * A transaction on five items by hand, with the locks that make it serializable: placeholders for absent items. Each statement
 * checks as it writes, as in {@link PlainChecks}.
 */
final class PlainTransaction {

    private static final ObjectWriter DRAFTS = Stories.JSON.writerFor(Draft.class);

    private static final String LOCK = """
            INSERT INTO %s AS t (pk, sk, schema_version, data)
            SELECT w.pk, w.sk, 'placeholder', '{}'::jsonb FROM unnest(?::text[], ?::text[]) AS w(pk, sk)
            ON CONFLICT (pk, sk) DO UPDATE SET data = t.data WHERE false""";

    private static final String CREATE = """
            UPDATE %s SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb
            WHERE pk = ? AND sk = ? AND schema_version = 'placeholder'""";

    private static final String UPDATE = """
            UPDATE %s SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb WHERE pk = ? AND sk = ?
            AND CASE jsonb_typeof(data -> '%s') WHEN 'number' THEN (data -> '%2$s')::numeric %s ? ELSE false END""";

    private static final String ADD_LIKES = """
            UPDATE %s SET data = data || jsonb_build_object('likes', COALESCE((data ->> 'likes')::numeric, 0) + ?)
            WHERE pk = ? AND sk = ? AND COALESCE((data ->> 'likes')::numeric, 0) <= ?""";

    private static final String CHECK_ABSENT = """
            DELETE FROM %s WHERE pk = ? AND sk = ? AND schema_version = 'placeholder'""";

    private final DataSource dataSource;
    private final String lock;
    private final String create;
    private final String saveBelow;
    private final String replace;
    private final String addLikes;
    private final String checkAbsent;

    PlainTransaction(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.lock = LOCK.formatted(table);
        this.create = CREATE.formatted(table);
        this.saveBelow = UPDATE.formatted(table, "likes", "<");
        this.replace = UPDATE.formatted(table, "version", "=");
        this.addLikes = ADD_LIKES.formatted(table);
        this.checkAbsent = CHECK_ABSENT.formatted(table);
    }

    /** Creates a draft, replaces one, saves a story with few likes, adds a like to one and checks that a draft is absent. */
    Draft run(Draft created, Draft replaced, Story saved, Story liked, Draft absent, long limit)
            throws SQLException, IOException {
        Draft next = replaced.withVersion(replaced.version() + 1);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Map<String, String> keys = new TreeMap<>();
            for (Draft draft : List.of(created, replaced, absent)) {
                keys.put(Stories.partitionKey(draft.owner()), Stories.draftSortKey(draft.draftId()));
            }
            for (Story story : List.of(saved, liked)) {
                keys.put(Stories.partitionKey(story.owner()), Stories.sortKey(story.storyId()));
            }
            try (PreparedStatement statement = connection.prepareStatement(lock)) {
                statement.setArray(
                        1, connection.createArrayOf("text", keys.keySet().toArray()));
                statement.setArray(
                        2, connection.createArrayOf("text", keys.values().toArray()));
                statement.executeUpdate();
            }
            draft(connection, create, created.withVersion(1), -1);
            draft(connection, replace, next, replaced.version());
            try (PreparedStatement statement = connection.prepareStatement(saveBelow)) {
                statement.setString(1, Stories.VERSION);
                statement.setBytes(2, PlainJdbc.WRITER.writeValueAsBytes(saved));
                statement.setString(3, Stories.partitionKey(saved.owner()));
                statement.setString(4, Stories.sortKey(saved.storyId()));
                statement.setLong(5, limit);
                requireOne(statement.executeUpdate());
            }
            try (PreparedStatement statement = connection.prepareStatement(addLikes)) {
                statement.setLong(1, 1);
                statement.setString(2, Stories.partitionKey(liked.owner()));
                statement.setString(3, Stories.sortKey(liked.storyId()));
                statement.setLong(4, Long.MAX_VALUE - 1);
                requireOne(statement.executeUpdate());
            }
            try (PreparedStatement statement = connection.prepareStatement(checkAbsent)) {
                statement.setString(1, Stories.partitionKey(absent.owner()));
                statement.setString(2, Stories.draftSortKey(absent.draftId()));
                requireOne(statement.executeUpdate());
            }
            connection.commit();
            connection.setAutoCommit(true);
            return next;
        }
    }

    private static void draft(Connection connection, String sql, Draft stored, long version)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, Stories.DRAFT_VERSION);
            statement.setBytes(2, DRAFTS.writeValueAsBytes(stored));
            statement.setString(3, Stories.partitionKey(stored.owner()));
            statement.setString(4, Stories.draftSortKey(stored.draftId()));
            if (version >= 0) {
                statement.setLong(5, version);
            }
            requireOne(statement.executeUpdate());
        }
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("Refused");
        }
    }
}
