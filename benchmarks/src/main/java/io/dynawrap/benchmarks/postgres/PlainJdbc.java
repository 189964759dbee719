package io.dynawrap.benchmarks.postgres;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The statements of Dynawrap by hand: a pool, prepared statements, one reader and one writer of Jackson. */
final class PlainJdbc {

    static final ObjectWriter WRITER = Stories.JSON.writerFor(Story.class);
    static final ObjectReader READER = Stories.JSON.readerFor(Story.class);

    /** Sorts after every digit. */
    private static final char AFTER_DIGITS = '9' + 1;

    private final DataSource dataSource;
    private final String upsert;
    private final String get;
    private final String query;
    private final String getAll;

    PlainJdbc(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.upsert = upsert(table);
        this.get = get(table);
        this.query = query(table);
        this.getAll = """
                SELECT n, schema_version, data::text
                FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS k(pk, sk, n) JOIN %s USING (pk, sk)
                ORDER BY n""".formatted(table);
    }

    static String upsert(String table) {
        return """
                INSERT INTO %s (pk, sk, schema_version, data) VALUES (?, ?, ?, convert_from(?, 'UTF8')::jsonb)
                ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data""".formatted(table);
    }

    static String get(String table) {
        return "SELECT schema_version, data::text FROM %s WHERE pk = ? AND sk = ?".formatted(table);
    }

    static String query(String table) {
        return "SELECT schema_version, data::text FROM %s WHERE pk = ? AND sk >= ? AND sk < ? ORDER BY sk"
                .formatted(table);
    }

    Story save(Story story) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, Stories.partitionKey(story.owner()));
            statement.setString(2, Stories.sortKey(story.storyId()));
            statement.setString(3, Stories.VERSION);
            statement.setBytes(4, WRITER.writeValueAsBytes(story));
            statement.executeUpdate();
            return story;
        }
    }

    @Nullable Story get(String owner, String storyId) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(get)) {
            statement.setString(1, Stories.partitionKey(owner));
            statement.setString(2, Stories.sortKey(storyId));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? READER.readValue(row.getBytes(2)) : null;
            }
        }
    }

    /** Reads the stories with some keys, in their order. */
    List<Story> getAll(List<Story> keys) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(getAll)) {
            statement.setArray(1, texts(connection, keys, story -> Stories.partitionKey(story.owner())));
            statement.setArray(2, texts(connection, keys, story -> Stories.sortKey(story.storyId())));
            List<Story> stories = new ArrayList<>(keys.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stories.add(READER.readValue(row.getBytes(3)));
                }
            }
            return stories;
        }
    }

    static Array texts(Connection connection, List<Story> stories, Function<Story, String> text) throws SQLException {
        return connection.createArrayOf("text", stories.stream().map(text).toArray());
    }

    /** All rows in one answer, which the driver holds in memory. */
    void query(String owner, Consumer<Story> consumer) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            read(statement, owner, consumer);
        }
    }

    /** Rows whose ids begin with some digits. */
    void query(String owner, String digits, Consumer<Story> consumer) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            String first = Stories.sortKey(digits);
            read(statement, owner, first, first + AFTER_DIGITS, consumer);
        }
    }

    /** Rows by a cursor in a transaction, so many at a time; memory is constant. */
    void query(String owner, int fetchSize, Consumer<Story> consumer) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setFetchSize(fetchSize);
                read(statement, owner, consumer);
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void read(PreparedStatement statement, String owner, Consumer<Story> consumer)
            throws SQLException, IOException {
        read(statement, owner, "STORY#", "STORY$", consumer);
    }

    private static void read(
            PreparedStatement statement, String owner, String first, String end, Consumer<Story> consumer)
            throws SQLException, IOException {
        statement.setString(1, Stories.partitionKey(owner));
        statement.setString(2, first);
        statement.setString(3, end);
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                consumer.accept(READER.readValue(row.getBytes(2)));
            }
        }
    }
}
