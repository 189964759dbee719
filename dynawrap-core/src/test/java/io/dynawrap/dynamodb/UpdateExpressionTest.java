package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UpdateExpressionTest {

    private final Placeholders placeholders = new Placeholders();

    private UpdateExpression expression(BoundCondition condition, BoundUpdate.Action action) {
        BoundUpdate update = new BoundUpdate(List.of(action));
        return UpdateExpression.of(
                new ItemOperation.Update("table", new ItemKey("a", "b"), update, condition, null, 0), placeholders);
    }

    @Test
    void theConditionAndTheChangesShareThePlaceholderOfAName() {
        BoundCondition few =
                new BoundCondition.Comparison(List.of("likes"), BoundCondition.Operator.LESS, BigDecimal.valueOf(10));
        UpdateExpression update = expression(
                new BoundCondition.All(List.of(new BoundCondition.ItemExists(null), few)),
                new BoundUpdate.Add("likes", BigDecimal.ONE, null));
        assertThat(update.condition())
                .isEqualTo("(attribute_exists(PK) AND #n0 < :v0)"
                        + " AND (attribute_not_exists(#n0) OR attribute_type(#n0, :v3))");
        assertThat(update.expression()).isEqualTo("SET #n0 = if_not_exists(#n0, :v2) + :v1");
        assertThat(placeholders.names()).isEqualTo(Map.of("#n0", "likes"));
        assertThat(placeholders.values())
                .isEqualTo(Map.of(
                        ":v0", AttributeValue.fromN("10"),
                        ":v1", AttributeValue.fromN("1"),
                        ":v2", AttributeValue.fromN("0"),
                        ":v3", AttributeValue.fromS("N")));
    }

    @Test
    void anUpdateThatOnlyRemovesHasNoValues() {
        UpdateExpression update = expression(new BoundCondition.ItemExists(null), new BoundUpdate.Remove("likes"));
        assertThat(update.condition()).isEqualTo("attribute_exists(PK)");
        assertThat(update.expression()).isEqualTo("REMOVE #n0");
        assertThat(placeholders.values()).isNull();
    }
}
