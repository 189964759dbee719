package io.dynawrap.benchmarks.postgres;

import io.dynawrap.benchmarks.model.Story;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Data JDBC on an equivalent table, by the template that its repositories use. */
final class SpringDataJdbc {

    private static final String TABLE = """
            CREATE TABLE story_rows (
              owner TEXT COLLATE "C", story_id TEXT COLLATE "C", title TEXT, content TEXT, likes BIGINT, published BOOLEAN,
              created_at TIMESTAMPTZ, tags TEXT[], PRIMARY KEY (owner, story_id))""";

    private final JdbcAggregateTemplate template;

    SpringDataJdbc(DataSource dataSource) {
        new JdbcTemplate(dataSource).execute(TABLE);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> dataSource);
        context.registerBean(NamedParameterJdbcOperations.class, () -> new NamedParameterJdbcTemplate(dataSource));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
        context.register(AbstractJdbcConfiguration.class);
        context.refresh();
        template = context.getBean(JdbcAggregateTemplate.class);
    }

    /** Replaces a story that is there. */
    Story save(Story story) {
        return template.update(StoryRow.of(story)).toStory();
    }

    @Nullable Story get(String owner, String storyId) {
        StoryRow row = template.findById(new StoryRowId(owner, storyId), StoryRow.class);
        return row == null ? null : row.toStory();
    }

    void query(String owner, Consumer<Story> consumer) {
        Query query = Query.query(Criteria.where("id.owner").is(owner)).sort(Sort.by("id.storyId"));
        try (Stream<StoryRow> rows = template.streamAll(query, StoryRow.class)) {
            rows.forEach(row -> consumer.accept(row.toStory()));
        }
    }

    /** Stores new stories. */
    int insert(List<Story> stories) {
        template.insertAll(stories.stream().map(StoryRow::of).toList());
        return stories.size();
    }
}
