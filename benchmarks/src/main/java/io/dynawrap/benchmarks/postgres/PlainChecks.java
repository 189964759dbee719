package io.dynawrap.benchmarks.postgres;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Writes that check, by hand: one statement each, which says by its number of rows whether it was refused. As with Dynawrap, no sum is
 * stored that is no {@code long}: the story could not be read any more.
 */
final class PlainChecks {

    private static final ObjectWriter DRAFTS = Stories.JSON.writerFor(Draft.class);

    private static final String CREATE = """
            INSERT INTO %s (pk, sk, schema_version, data) VALUES (?, ?, ?, convert_from(?, 'UTF8')::jsonb)
            ON CONFLICT (pk, sk) DO NOTHING""";

    private static final String UPDATE = """
            UPDATE %s SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb WHERE pk = ? AND sk = ?
            AND CASE jsonb_typeof(data -> '%s') WHEN 'number' THEN (data -> '%2$s')::numeric %s ? ELSE false END""";

    private static final String ADD_LIKES = """
            UPDATE %s SET data = data || jsonb_build_object('likes', COALESCE((data ->> 'likes')::numeric, 0) + ?)
            WHERE pk = ? AND sk = ? AND COALESCE((data ->> 'likes')::numeric, 0) <= ? RETURNING schema_version, data""";

    private final DataSource dataSource;
    private final String addLikes;
    private final String create;
    private final String saveBelow;
    private final String replace;

    PlainChecks(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.addLikes = ADD_LIKES.formatted(table);
        this.create = CREATE.formatted(table);
        this.saveBelow = UPDATE.formatted(table, "likes", "<");
        this.replace = UPDATE.formatted(table, "version", "=");
    }

    Draft create(Draft draft) throws SQLException, IOException {
        Draft stored = draft.withVersion(1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(create)) {
            statement.setString(1, Stories.partitionKey(draft.owner()));
            statement.setString(2, Stories.draftSortKey(draft.draftId()));
            statement.setString(3, Stories.DRAFT_VERSION);
            statement.setBytes(4, DRAFTS.writeValueAsBytes(stored));
            requireOne(statement.executeUpdate());
            return stored;
        }
    }

    /** Replaces the version that the draft has. */
    Draft replace(Draft draft) throws SQLException, IOException {
        Draft stored = draft.withVersion(draft.version() + 1);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(replace)) {
            statement.setString(1, Stories.DRAFT_VERSION);
            statement.setBytes(2, DRAFTS.writeValueAsBytes(stored));
            statement.setString(3, Stories.partitionKey(draft.owner()));
            statement.setString(4, Stories.draftSortKey(draft.draftId()));
            statement.setLong(5, draft.version());
            requireOne(statement.executeUpdate());
            return stored;
        }
    }

    /** Replaces a story that has fewer likes than the limit. */
    Story saveBelow(Story story, long limit) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(saveBelow)) {
            statement.setString(1, Stories.VERSION);
            statement.setBytes(2, PlainJdbc.WRITER.writeValueAsBytes(story));
            statement.setString(3, Stories.partitionKey(story.owner()));
            statement.setString(4, Stories.sortKey(story.storyId()));
            statement.setLong(5, limit);
            requireOne(statement.executeUpdate());
            return story;
        }
    }

    /** Adds likes to a story and returns it. */
    Story addLikes(String owner, String storyId, long likes) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(addLikes)) {
            statement.setLong(1, likes);
            statement.setString(2, Stories.partitionKey(owner));
            statement.setString(3, Stories.sortKey(storyId));
            statement.setLong(4, Long.MAX_VALUE - likes);
            try (ResultSet row = statement.executeQuery()) {
                requireOne(row.next() ? 1 : 0);
                return PlainJdbc.READER.readValue(row.getBytes(2));
            }
        }
    }

    private static void requireOne(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("Refused");
        }
    }
}
