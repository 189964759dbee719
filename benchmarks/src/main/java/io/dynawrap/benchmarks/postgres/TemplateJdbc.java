package io.dynawrap.benchmarks.postgres;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The same statements with Spring's {@code JdbcTemplate}. */
final class TemplateJdbc {

    private static final RowMapper<Story> ROW = (row, number) -> story(row);

    private final JdbcTemplate jdbc;
    private final String upsert;
    private final String get;
    private final String query;

    TemplateJdbc(DataSource dataSource, String table) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.upsert = PlainJdbc.upsert(table);
        this.get = PlainJdbc.get(table);
        this.query = PlainJdbc.query(table);
    }

    Story save(Story story) {
        jdbc.update(
                upsert,
                Stories.partitionKey(story.owner()),
                Stories.sortKey(story.storyId()),
                Stories.VERSION,
                bytes(story));
        return story;
    }

    @Nullable Story get(String owner, String storyId) {
        List<Story> found = jdbc.query(get, ROW, Stories.partitionKey(owner), Stories.sortKey(storyId));
        return found.isEmpty() ? null : found.get(0);
    }

    void query(String owner, Consumer<Story> consumer) {
        try (Stream<Story> rows = jdbc.queryForStream(query, ROW, Stories.partitionKey(owner), "STORY#", "STORY$")) {
            rows.forEach(consumer);
        }
    }

    int batchWrite(List<Story> stories) {
        jdbc.batchUpdate(upsert, stories, HandWrittenBatches.CHUNK, (statement, story) -> {
            statement.setString(1, Stories.partitionKey(story.owner()));
            statement.setString(2, Stories.sortKey(story.storyId()));
            statement.setString(3, Stories.VERSION);
            statement.setBytes(4, bytes(story));
        });
        return stories.size();
    }

    private static byte[] bytes(Story story) {
        try {
            return PlainJdbc.WRITER.writeValueAsBytes(story);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Story story(ResultSet row) throws SQLException {
        try {
            return PlainJdbc.READER.readValue(row.getBytes(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
