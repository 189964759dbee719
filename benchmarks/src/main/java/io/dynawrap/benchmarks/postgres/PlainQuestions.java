package io.dynawrap.benchmarks.postgres;

import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.Writing;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Questions to a partition by hand: prepared statements, and one reader of Jackson for each model. */
final class PlainQuestions {

    private static final String DRAFT_PREFIX = Stories.draftSortKey("");

    private final DataSource dataSource;
    private final String range;
    private final String filter;
    private final String count;
    private final String partition;

    PlainQuestions(DataSource dataSource, String table) {
        this.dataSource = dataSource;
        this.range = "SELECT data::text FROM %s WHERE pk = ? AND sk >= ? AND sk < ? ORDER BY sk".formatted(table);
        this.filter = """
                SELECT data::text FROM %s WHERE pk = ? AND sk >= ? AND sk < ?
                AND (data ->> 'published')::boolean ORDER BY sk""".formatted(table);
        this.count = "SELECT count(*) FROM %s WHERE pk = ? AND sk >= ? AND sk < ?".formatted(table);
        this.partition = "SELECT sk, data::text FROM %s WHERE pk = ? ORDER BY sk".formatted(table);
    }

    List<Story> range(String owner, String first, String end) throws SQLException, IOException {
        return stories(range, owner, Stories.sortKey(first), Stories.sortKey(end));
    }

    List<Story> published(String owner) throws SQLException, IOException {
        return stories(filter, owner, "STORY#", "STORY$");
    }

    long count(String owner) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(count)) {
            bind(statement, owner, "STORY#", "STORY$");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    List<Writing> all(String owner) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(partition)) {
            statement.setString(1, Stories.partitionKey(owner));
            List<Writing> items = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Class<? extends Writing> model =
                            row.getString(1).startsWith(DRAFT_PREFIX) ? Draft.class : Story.class;
                    items.add(Stories.JSON.readValue(row.getBytes(2), model));
                }
            }
            return items;
        }
    }

    private List<Story> stories(String sql, String owner, String first, String end) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, owner, first, end);
            List<Story> stories = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    stories.add(PlainJdbc.READER.readValue(row.getBytes(1)));
                }
            }
            return stories;
        }
    }

    private static void bind(PreparedStatement statement, String owner, String first, String end) throws SQLException {
        statement.setString(1, Stories.partitionKey(owner));
        statement.setString(2, first);
        statement.setString(3, end);
    }
}
