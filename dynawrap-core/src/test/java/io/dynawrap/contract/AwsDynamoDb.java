package io.dynawrap.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;

/** The real DynamoDB, with the region and the credentials that the SDK finds; for the profile {@code aws} only. */
final class AwsDynamoDb {

    /** Whether the contract runs on it. */
    static final boolean CHOSEN = Boolean.getBoolean("dynawrap.aws");

    private static final Set<String> CREATED = ConcurrentHashMap.newKeySet();

    private AwsDynamoDb() {}

    /** A client that deletes the tables that it created, and no others, when the JVM ends. */
    static DynamoDbClient client() {
        DynamoDbClient client = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
                        if (context.request() instanceof CreateTableRequest created) {
                            CREATED.add(created.tableName());
                        }
                    }
                }))
                .build();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> CREATED.forEach(name -> client.deleteTable(request -> request.tableName(name)))));
        return client;
    }
}
