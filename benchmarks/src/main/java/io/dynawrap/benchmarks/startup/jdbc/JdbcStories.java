package io.dynawrap.benchmarks.startup.jdbc;

import io.dynawrap.benchmarks.startup.BareStories;
import io.dynawrap.benchmarks.startup.BareStory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stories as rows like those of Dynawrap. */
@Component
final class JdbcStories implements BareStories {

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final RowMapper<BareStory> row;

    JdbcStories(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = (result, number) -> json.readValue(result.getBytes(1), BareStory.class);
        jdbc.execute("""
                CREATE TABLE IF NOT EXISTS stories (pk TEXT COLLATE "C", sk TEXT COLLATE "C", schema_version TEXT,
                  data JSONB, PRIMARY KEY (pk, sk))""");
    }

    @Override
    public void save(BareStory story) {
        jdbc.update(
                "INSERT INTO stories (pk, sk, data) VALUES (?, ?, ?::jsonb)"
                        + " ON CONFLICT (pk, sk) DO UPDATE SET data = EXCLUDED.data",
                "USER#" + story.owner(),
                "STORY#" + story.storyId(),
                json.writeValueAsString(story));
    }

    @Override
    public @Nullable BareStory get(String owner, String storyId) {
        return jdbc
                .query("SELECT data FROM stories WHERE pk = ? AND sk = ?", row, "USER#" + owner, "STORY#" + storyId)
                .stream()
                .findFirst()
                .orElse(null);
    }

    @Override
    public void delete(String owner, String storyId) {
        jdbc.update("DELETE FROM stories WHERE pk = ? AND sk = ?", "USER#" + owner, "STORY#" + storyId);
    }

    @Override
    public List<BareStory> list(String owner, String prefix) {
        return jdbc.query(
                "SELECT data FROM stories WHERE pk = ? AND starts_with(sk, ?) ORDER BY sk",
                row,
                "USER#" + owner,
                "STORY#" + prefix);
    }
}
