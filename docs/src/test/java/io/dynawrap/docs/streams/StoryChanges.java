package io.dynawrap.docs.streams;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.dynawrap.change.ItemChange;
import io.dynawrap.change.ItemChangeDispatcher;
import io.dynawrap.change.ItemChangeDispatcher.DispatchResult;
import io.dynawrap.dynamodb.LambdaStreamRecords;
import io.dynawrap.mapping.ItemCodec;

public final class StoryChanges implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private final ItemChangeDispatcher<DynamodbStreamRecord> dispatcher = ItemChangeDispatcher.of(
                    LambdaStreamRecords.reader(ItemCodec.create()))
            .with(Story.class, StoryChanges::handle);

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        DispatchResult result = dispatcher.dispatch(event.getRecords());
        if (result.failure() != null) {
            context.getLogger().log("Failed at " + result.failedSequenceNumber() + ": " + result.failure());
        }
        return LambdaStreamRecords.response(result);
    }

    private static void handle(ItemChange<Story> change) {
        if (change instanceof ItemChange.Inserted<Story> inserted) {
            System.out.println("new: " + inserted.item().title());
        } else if (change instanceof ItemChange.Modified<Story> modified) {
            System.out.println("now: " + modified.newItem().map(Story::title).orElse("unknown"));
        } else if (change instanceof ItemChange.Removed<Story> removed) {
            System.out.println((removed.expired() ? "expired: " : "deleted: ")
                    + removed.item().title());
        }
    }
}
