package io.dynawrap.benchmarks.postgres;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Three ways to write many rows by hand and one to delete them, each in one transaction. */
final class HandWrittenBatches {

    /** Rows of one statement; ten times more is no faster. */
    static final int CHUNK = 1000;

    private static final String ON_CONFLICT = """

            ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data""";

    private final String table;

    HandWrittenBatches(String table) {
        this.table = table;
    }

    /** A batch of JDBC; the connection's URL says {@code reWriteBatchedInserts=true}. */
    int rewrittenInserts(DataSource rewriting, List<Story> stories) throws SQLException, IOException {
        String sql =
                "INSERT INTO " + table + " (pk, sk, schema_version, data) VALUES (?, ?, ?, ?::jsonb)" + ON_CONFLICT;
        try (Connection connection = begin(rewriting);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int waiting = 0;
            for (Story story : stories) {
                statement.setString(1, Stories.partitionKey(story.owner()));
                statement.setString(2, Stories.sortKey(story.storyId()));
                statement.setString(3, Stories.VERSION);
                statement.setString(4, PlainJdbc.WRITER.writeValueAsString(story));
                statement.addBatch();
                if (++waiting == CHUNK) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
            connection.commit();
            return stories.size();
        }
    }

    /** Arrays that one statement turns into rows. */
    int unnest(DataSource dataSource, List<Story> stories) throws SQLException, IOException {
        String sql = "INSERT INTO " + table + " (pk, sk, schema_version, data) SELECT w.pk, w.sk, w.schema_version,"
                + " convert_from(w.data, 'UTF8')::jsonb"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS w(pk, sk, schema_version, data)"
                + ON_CONFLICT;
        try (Connection connection = begin(dataSource);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < stories.size(); from += CHUNK) {
                List<Story> chunk = stories.subList(from, Math.min(stories.size(), from + CHUNK));
                bind(connection, statement, chunk);
                statement.executeUpdate();
            }
            connection.commit();
            return stories.size();
        }
    }

    /** Deletes rows by arrays of their keys, in one transaction. */
    int delete(DataSource dataSource, List<Story> stories) throws SQLException {
        String sql = "DELETE FROM " + table + " AS t USING unnest(?::text[], ?::text[]) AS w(pk, sk)"
                + " WHERE t.pk = w.pk AND t.sk = w.sk";
        try (Connection connection = begin(dataSource);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < stories.size(); from += CHUNK) {
                List<Story> chunk = stories.subList(from, Math.min(stories.size(), from + CHUNK));
                statement.setArray(1, PlainJdbc.texts(connection, chunk, story -> Stories.partitionKey(story.owner())));
                statement.setArray(2, PlainJdbc.texts(connection, chunk, story -> Stories.sortKey(story.storyId())));
                statement.executeUpdate();
            }
            connection.commit();
            return stories.size();
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, List<Story> chunk)
            throws SQLException, IOException {
        String[] partitionKeys = new String[chunk.size()];
        String[] sortKeys = new String[chunk.size()];
        String[] versions = new String[chunk.size()];
        byte[][] documents = new byte[chunk.size()][];
        for (int i = 0; i < documents.length; i++) {
            Story story = chunk.get(i);
            partitionKeys[i] = Stories.partitionKey(story.owner());
            sortKeys[i] = Stories.sortKey(story.storyId());
            versions[i] = Stories.VERSION;
            documents[i] = PlainJdbc.WRITER.writeValueAsBytes(story);
        }
        statement.setArray(1, connection.createArrayOf("text", partitionKeys));
        statement.setArray(2, connection.createArrayOf("text", sortKeys));
        statement.setArray(3, connection.createArrayOf("text", versions));
        statement.setArray(4, connection.createArrayOf("bytea", documents));
    }

    /** {@code COPY} into a temporary table, and from there an upsert. */
    int copy(DataSource dataSource, List<Story> stories) throws SQLException, IOException {
        try (Connection connection = begin(dataSource);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE staging (LIKE " + table + ") ON COMMIT DROP");
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY staging FROM STDIN");
            ByteArrayOutputStream rows = new ByteArrayOutputStream(1 << 20);
            for (Story story : stories) {
                writeRow(story, rows);
                if (rows.size() > 1 << 16) {
                    copy.writeToCopy(rows.toByteArray(), 0, rows.size());
                    rows.reset();
                }
            }
            copy.writeToCopy(rows.toByteArray(), 0, rows.size());
            copy.endCopy();
            statement.execute("INSERT INTO " + table + " SELECT * FROM staging" + ON_CONFLICT);
            connection.commit();
            return stories.size();
        }
    }

    private static void writeRow(Story story, ByteArrayOutputStream out) throws IOException {
        write(Stories.partitionKey(story.owner()).getBytes(StandardCharsets.UTF_8), out, '\t');
        write(Stories.sortKey(story.storyId()).getBytes(StandardCharsets.UTF_8), out, '\t');
        write(Stories.VERSION.getBytes(StandardCharsets.UTF_8), out, '\t');
        write(PlainJdbc.WRITER.writeValueAsBytes(story), out, '\n');
    }

    /** Writes a column in the text format of COPY, in which a backslash begins an escape. */
    private static void write(byte[] text, ByteArrayOutputStream out, char end) {
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            int escaped = "\b\f\n\r\t\u000b\\".indexOf(text[i]);
            if (escaped >= 0) {
                out.write(text, from, i - from);
                out.write('\\');
                out.write("bfnrtv\\".charAt(escaped));
                from = i + 1;
            }
        }
        out.write(text, from, text.length - from);
        out.write(end);
    }

    private static Connection begin(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
