package io.dynawrap.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.dynawrap.change.ItemChangeDispatcher.DispatchResult;
import io.dynawrap.mapping.ItemCodec;

/**
 * Reads and answers events in AWS Lambda functions that a DynamoDB stream triggers. Only this class requires the
 * library {@code com.amazonaws:aws-lambda-java-events}.
 */
public final class LambdaStreamRecords {

    private LambdaStreamRecords() {}

    /**
     * Creates a reader of the records of a {@code DynamodbEvent}.
     *
     * @param codec the codec that reads the models
     * @return the reader
     */
    public static DynamoDbStreamReader<DynamodbStreamRecord> reader(ItemCodec codec) {
        return new DynamoDbStreamReader<>(codec, LambdaChangeRecord::new);
    }

    /**
     * Creates the response that makes Lambda redeliver from the failed record on, if a record failed. The event source
     * mapping must have {@code ReportBatchItemFailures} among its function response types. Without it Lambda ignores
     * the response and a failed record is lost; throw {@link DispatchResult#failure} in that case.
     *
     * @param result the result of the dispatch
     * @return the partial batch response
     */
    public static StreamsEventResponse response(DispatchResult result) {
        return new StreamsEventResponse(result.failedSequenceNumbers().stream()
                .map(BatchItemFailure::new)
                .toList());
    }
}
