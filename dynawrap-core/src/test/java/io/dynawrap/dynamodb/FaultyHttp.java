package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The network between the SDK and DynamoDB Local, with faults that the server cannot be made to show. It stands below
 * the SDK, so that the SDK's own retries, time limits and parsers are at work.
 */
final class FaultyHttp implements SdkHttpClient {

    /** Reads names as long as AWS allows them, which is longer than Jackson does by itself. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(65_535).build())
            .build());

    private static final Pattern ATTEMPT = Pattern.compile("attempt=([0-9]+)");

    /** What becomes of one attempt of the SDK. */
    @FunctionalInterface
    interface Fault {
        HttpExecuteResponse of(Attempt attempt) throws IOException;
    }

    private final SdkHttpClient network = Apache5HttpClient.create();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final List<String> attempts = new CopyOnWriteArrayList<>();

    /** A client through this network that retries as it does by default, only without waiting. */
    DynamoDbClient client() {
        return LocalDynamoDb.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(this)
                .overrideConfiguration(config ->
                        config.retryStrategy(retries -> retries.backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())))
                .build();
    }

    /** Sets what becomes of all further attempts of an operation. */
    void fault(String operation, Fault fault) {
        faults.put(operation, fault);
    }

    /** From now on all is well. */
    void heal() {
        faults.clear();
    }

    /** How many attempts of an operation there were. */
    int attempts(String operation) {
        return (int) attempts.stream().filter(operation::equals).count();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Attempt(request);
    }

    @Override
    public void close() {
        network.close();
    }

    /** One request as the SDK sends it. */
    final class Attempt implements ExecutableHttpRequest {

        private final HttpExecuteRequest request;
        private final String operation;
        private final CountDownLatch aborted = new CountDownLatch(1);

        Attempt(HttpExecuteRequest request) {
            this.request = request;
            String target =
                    request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
            this.operation = target.substring(target.indexOf('.') + 1);
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            attempts.add(operation);
            return faults.getOrDefault(operation, Attempt::forward).of(this);
        }

        @Override
        public void abort() {
            aborted.countDown();
        }

        /** Which attempt of the SDK at the same call this is, from 1 on. */
        int number() {
            String retries =
                    request.httpRequest().firstMatchingHeader("amz-sdk-request").orElseThrow();
            Matcher number = ATTEMPT.matcher(retries);
            if (!number.find()) {
                throw new IllegalStateException(retries);
            }
            return Integer.parseInt(number.group(1));
        }

        /** The request's body. */
        ObjectNode body() {
            try (InputStream body =
                    request.contentStreamProvider().orElseThrow().newStream()) {
                return (ObjectNode) JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Lets the server answer. */
        HttpExecuteResponse forward() throws IOException {
            return network.prepareRequest(request).call();
        }

        /** Lets the server answer another request of the same operation. */
        HttpExecuteResponse forward(JsonNode body) throws IOException {
            byte[] bytes = JSON.writeValueAsBytes(body);
            return network.prepareRequest(HttpExecuteRequest.builder()
                            .request(request.httpRequest().toBuilder()
                                    .putHeader("Content-Length", Integer.toString(bytes.length))
                                    .build())
                            .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                            .build())
                    .call();
        }

        /** The server answers, but the answer is lost on its way. */
        HttpExecuteResponse forwardAndLose(IOException loss) throws IOException {
            read(forward());
            throw loss;
        }

        /** Never answers; only a time limit of the client ends it. */
        HttpExecuteResponse hang() throws IOException {
            try {
                aborted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            throw new IOException("The request was aborted");
        }
    }

    static HttpExecuteResponse error(int status, String code) {
        return answer(status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + code + "\",\"message\":\"no\"}");
    }

    /** An answer that is not the server's. */
    static HttpExecuteResponse answer(int status, String body) {
        return answer(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    static HttpExecuteResponse answer(int status, InputStream body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.0")
                        .build())
                .responseBody(AbortableInputStream.create(body))
                .build();
    }

    static ObjectNode read(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseThrow()) {
            return (ObjectNode) JSON.readTree(body);
        }
    }
}
