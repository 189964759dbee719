package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * Switches on Time to Live, by which the service deletes expired items. Only a table that has no Time to Live is changed. What
 * the credentials do not allow is logged: expired items are absent for every read, whether the service deletes them or not.
 */
final class TimeToLive {

    private static final Logger LOG = LoggerFactory.getLogger(TimeToLive.class);

    private final DynamoDbClient client;
    private final String table;
    private final String attribute;

    TimeToLive(DynamoDbClient client, String table, String attribute) {
        this.client = client;
        this.table = table;
        this.attribute = attribute;
    }

    /**
     * Checks the table.
     *
     * @param mayChange whether Time to Live is switched on where it is off; otherwise that is logged
     * @throws StoreException if items of the table expire at another attribute
     */
    void check(boolean mayChange) {
        TimeToLiveDescription found;
        try {
            found = describe();
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.PERMISSION) {
                throw e;
            }
            LOG.warn(
                    "Not allowed to check whether DynamoDB deletes expired items of the table '{}' (action"
                            + " dynamodb:DescribeTimeToLive). If it does not, they are stored forever. {}",
                    table,
                    advice());
            return;
        }
        if (isOn(found)) {
            checkAttribute(found);
        } else if (mayChange && found.timeToLiveStatus() != TimeToLiveStatus.DISABLING) {
            switchOn();
        } else {
            LOG.warn(
                    "DynamoDB does not delete expired items of the table '{}': its Time to Live is {}. {} Or set"
                            + " dynawrap.update-tables=true.",
                    table,
                    found.timeToLiveStatusAsString(),
                    advice());
        }
    }

    private TimeToLiveDescription describe() {
        return ServiceCall.call(
                        "DescribeTimeToLive",
                        table,
                        () -> client.describeTimeToLive(request -> request.tableName(table)))
                .timeToLiveDescription();
    }

    private static boolean isOn(TimeToLiveDescription found) {
        return found.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || found.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
    }

    private void checkAttribute(TimeToLiveDescription found) {
        if (!attribute.equals(found.attributeName())) {
            throw new StoreException(
                    "DynamoDB deletes items of the table '" + table + "' by their attribute '" + found.attributeName()
                            + "', but the models expire at '" + attribute
                            + "'. Give the field with @ExpiresAt that name, for example with @JsonProperty, or switch Time"
                            + " to Live off yourself. It is never changed here.",
                    null,
                    StoreProblem.TABLE_UNUSABLE,
                    false);
        }
    }

    private void switchOn() {
        try {
            ServiceCall.call(
                    "UpdateTimeToLive",
                    table,
                    () -> client.updateTimeToLive(request -> request.tableName(table)
                            .timeToLiveSpecification(
                                    specification -> specification.enabled(true).attributeName(attribute))));
            LOG.info("DynamoDB deletes items of the table '{}' from now on when '{}' has passed", table, attribute);
        } catch (StoreException e) {
            if (e.problem() == StoreProblem.PERMISSION) {
                LOG.warn(
                        "Not allowed to switch on Time to Live of the DynamoDB table '{}' (action"
                                + " dynamodb:UpdateTimeToLive), so expired items are stored forever. {}",
                        table,
                        advice());
                return;
            }
            TimeToLiveDescription found = describe();
            if (!isOn(found)) {
                throw e;
            }
            checkAttribute(found); // another instance was first
        }
    }

    private String advice() {
        return "To switch it on: aws dynamodb update-time-to-live --table-name " + table
                + " --time-to-live-specification \"Enabled=true,AttributeName=" + attribute + "\".";
    }
}
