package io.dynawrap.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.dynawrap.change.ItemChangeDispatcher.DispatchResult;
import io.dynawrap.mapping.ItemCodec;

/**
 * For AWS Lambda functions that a DynamoDB stream triggers. The only class that needs the library
 * {@code com.amazonaws:aws-lambda-java-events}.
 */
public final class LambdaStreamRecords {

    private LambdaStreamRecords() {}

    /**
     * A reader of the records of a {@code DynamodbEvent}.
     *
     * @param codec how models are read
     * @return the reader
     */
    public static DynamoDbStreamReader<DynamodbStreamRecord> reader(ItemCodec codec) {
        return new DynamoDbStreamReader<>(codec, LambdaChangeRecord::new);
    }

    /**
     * The answer that makes Lambda deliver again from the record that failed on, if one did. The event source mapping
     * must have {@code ReportBatchItemFailures} among its function response types; without it Lambda ignores the answer
     * and a failed record is lost, so throw {@link DispatchResult#failure} there instead.
     *
     * @param result how far the dispatch came
     * @return the partial batch response
     */
    public static StreamsEventResponse response(DispatchResult result) {
        return new StreamsEventResponse(result.failedSequenceNumbers().stream()
                .map(BatchItemFailure::new)
                .toList());
    }
}
