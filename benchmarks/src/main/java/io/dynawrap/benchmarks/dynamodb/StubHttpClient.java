package io.dynawrap.benchmarks.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Answers each operation with a fixed document and no network, at once or after a time. All above HTTP is the SDK's:
 * marshalling, endpoint rules, signing and parsing.
 */
final class StubHttpClient implements SdkHttpClient {

    private static final SdkHttpResponse OK = SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .build();

    private final Map<String, byte[]> answers;
    private final long delayNanos;
    private final AtomicInteger requests = new AtomicInteger();
    private final ThreadLocal<byte[]> buffers = ThreadLocal.withInitial(() -> new byte[1 << 18]);
    private volatile String lastRequest = "";
    private volatile boolean recording = true;

    /**
     * A network.
     *
     * @param answers the documents by the name of the operation
     * @param delayMillis after how long they come
     */
    StubHttpClient(Map<String, byte[]> answers, long delayMillis) {
        this.answers = answers;
        this.delayNanos = delayMillis * 1_000_000;
    }

    /** A client of the SDK on this network, with what it has by default. */
    DynamoDbClient client() {
        return DynamoDbClient.builder()
                .httpClient(this)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
    }

    /** How many requests there were. */
    int requests() {
        return requests.get();
    }

    /** The body of the last request that was recorded. */
    String lastRequest() {
        return lastRequest;
    }

    /** Sets whether the bodies of requests are kept, which takes memory of its own. */
    void recording(boolean on) {
        recording = on;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        byte[] buffer = buffers.get();
        int length;
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            length = body.readNBytes(buffer, 0, buffer.length);
        }
        if (recording) {
            lastRequest = new String(buffer, 0, length, StandardCharsets.UTF_8);
        }
        requests.incrementAndGet();
        await();
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        byte[] answer = answers.get(target.substring(target.indexOf('.') + 1));
        if (answer == null) {
            throw new IOException("There is no answer to " + target);
        }
        return HttpExecuteResponse.builder()
                .response(OK)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                .build();
    }

    private void await() {
        long end = System.nanoTime() + delayNanos;
        for (long left = delayNanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {}
}
