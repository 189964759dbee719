package io.dynawrap.autoconfigure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dynawrap.autoconfigure.Applications;
import io.dynawrap.autoconfigure.models.none.EmptyApplication;
import io.dynawrap.autoconfigure.models.stories.EarlyStoriesApplication;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.embedded.DynamoDbLocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What someone reads whose application finds DynamoDB, or the way to it, otherwise than it expects. */
@ExtendWith(OutputCaptureExtension.class)
class DynamoDbStartupFailureTest {

    /** Where the SDK looks for credentials and would find those of whoever runs the test. */
    private static final Map<String, String> NOWHERE = Map.of(
            "aws.sharedCredentialsFile", "/none",
            "aws.configFile", "/none",
            "aws.disableEc2Metadata", "true");

    private static DynamoDbLocalServer server;

    @BeforeAll
    static void startServer() {
        server = DynamoDbLocalServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void setCredentials() {
        NOWHERE.forEach(System::setProperty);
        logIn(server.accessKeyId());
    }

    @AfterEach
    void removeCredentials() {
        NOWHERE.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static void logIn(String accessKey) {
        System.setProperty("aws.accessKeyId", accessKey);
        System.setProperty("aws.secretAccessKey", "very-secret");
    }

    @Test
    void aServerThatDoesNotAnswerShowsItsAddress(CapturedOutput output) {
        assertStops(StoriesApplication.class, at("http://localhost:1"));

        assertThat(analysis(output))
                .contains("DynamoDB cannot be reached.", "localhost:1", "table 'stories'", "refused")
                .contains("dynawrap:\n  dynamodb:\n    endpoint: http://localhost:8000\n    region: eu-west-1")
                .doesNotContain("very-secret");
    }

    @Test
    void anAddressWithHttpsOfAServerWithoutItShowsTheProblem(CapturedOutput output) {
        assertStops(StoriesApplication.class, at(server.endpoint().toString().replace("http:", "https:")));

        assertThat(analysis(output)).contains("DynamoDB cannot be reached.", "SSL");
    }

    @Test
    void anAddressWithoutASchemeShowsHowToWriteIt(CapturedOutput output) {
        assertStops(EmptyApplication.class, at("localhost:8000"));

        assertThat(analysis(output))
                .contains("Write dynawrap.dynamodb.endpoint with http:// or https:// and a host,"
                        + " for example http://localhost:8000. It is localhost:8000");
    }

    @Test
    void aServerThatIsNotDynamoDbIsToldFromIt(CapturedOutput output) throws IOException {
        withServer(operation -> new Response(404, "<html>Not Found</html>"), endpoint -> {
            assertStops(StoriesApplication.class, at(endpoint));

            assertThat(analysis(output))
                    .contains("The server at this address is not DynamoDB.")
                    .contains("dynawrap:\n  dynamodb:\n    endpoint: http://localhost:8000");
        });
    }

    @Test
    void missingCredentialsShowWhereToPutThem(CapturedOutput output) {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");

        assertStops(StoriesApplication.class, atServer());

        assertThat(analysis(output))
                .contains("The AWS SDK finds no credentials for DynamoDB in any of its usual places.")
                .contains("AWS_ACCESS_KEY_ID=...", "AWS_SECRET_ACCESS_KEY=...");
    }

    @Test
    void credentialsThatAreRefusedShowWhereTheyComeFrom(CapturedOutput output) {
        logIn("not-of-letters-and-digits");

        assertStops(StoriesApplication.class, atServer());

        assertThat(analysis(output))
                .contains("DynamoDB refuses the credentials.", "UnrecognizedClientException")
                .contains("AWS_SESSION_TOKEN")
                .doesNotContain("very-secret");
    }

    /** DynamoDB Local knows no permissions. */
    @Test
    void aMissingPermissionToCreateShowsWhatToAllow(CapturedOutput output) throws IOException {
        Function<String, Response> service = operation -> switch (operation) {
            case "DescribeTable" -> Response.error("dynamodb", "ResourceNotFoundException", "no such table");
            default ->
                Response.error("coral.service", "AccessDeniedException", "not authorized to perform: " + operation);
        };
        withServer(service, endpoint -> {
            assertStops(StoriesApplication.class, at(endpoint));

            assertThat(analysis(output))
                    .contains("DynamoDB denies a permission.", "not authorized to perform: CreateTable", "'stories'")
                    .contains("dynamodb:DescribeTable, dynamodb:CreateTable")
                    .contains("dynawrap:\n  create-tables: false");
        });
    }

    /** DynamoDB Local knows no permissions. */
    @Test
    void aMissingPermissionToDescribeIsAWarningAndTheApplicationStarts(CapturedOutput output) throws IOException {
        withServer(
                operation -> Response.error("coral.service", "AccessDeniedException", "not authorized"), endpoint -> {
                    Applications.start(StoriesApplication.class, at(endpoint)).close();

                    assertThat(output).contains("Not allowed to check whether the DynamoDB table 'stories' exists");
                });
    }

    @Test
    void aTableWithOtherKeysShowsBothAndHowToUseAnother(CapturedOutput output) {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKeyId(), "any")))
                .build()) {
            client.createTable(table -> table.tableName("keyed-stories")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(id -> id.attributeName("id").attributeType(ScalarAttributeType.N))
                    .keySchema(id -> id.attributeName("id").keyType(KeyType.HASH)));
        }

        assertStops(StoriesApplication.class, atServer("dynawrap.table-prefix=keyed-"));

        assertThat(analysis(output))
                .contains(
                        "The DynamoDB table 'keyed-stories' has the keys HASH id (N) where HASH PK (S), RANGE SK (S) are"
                                + " required.")
                .contains("dynawrap:\n  tables:\n    \"[stories]\":\n      name: another-table");
    }

    @Test
    void aTableThatNobodyCreatedShowsTheSettingThatCreatesIt(CapturedOutput output) {
        assertStops(
                EarlyStoriesApplication.class,
                atServer("dynawrap.table-prefix=absent-", "dynawrap.create-tables=false"));

        assertThat(analysis(output))
                .contains("The table 'absent-stories' does not exist.")
                .contains("dynawrap:\n  create-tables: true");
    }

    @Test
    void aPrefixThatNoTableCanHaveShowsTheSettings(CapturedOutput output) {
        assertStops(StoriesApplication.class, atServer("dynawrap.table-prefix=app/"));

        assertThat(analysis(output))
                .contains("DynamoDB does not allow the table name 'app/stories'")
                .contains("Correct dynawrap.table-prefix");
    }

    private static void assertStops(Class<?> application, String... properties) {
        assertThatThrownBy(() -> Applications.start(application, properties)).isInstanceOf(RuntimeException.class);
    }

    /** What the analysis says, without the log before it. */
    private static String analysis(CapturedOutput output) {
        assertThat(output).contains("APPLICATION FAILED TO START");
        return output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
    }

    private static String[] atServer(String... properties) {
        return at(server.endpoint().toString(), properties);
    }

    private static String[] at(String endpoint, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("dynawrap.dynamodb.endpoint=" + endpoint);
        all.add("dynawrap.dynamodb.region=" + server.region());
        return all.toArray(String[]::new);
    }

    private interface Use {
        void of(String endpoint);
    }

    private record Response(int status, String body) {

        static Response error(String service, String code, String message) {
            return new Response(
                    400, "{\"__type\":\"com.amazonaws.%s#%s\",\"message\":\"%s\"}".formatted(service, code, message));
        }
    }

    private static void withServer(Function<String, Response> service, Use use) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Response response = service.apply(target.substring(target.indexOf('.') + 1));
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        try {
            use.of("http://localhost:" + http.getAddress().getPort());
        } finally {
            http.stop(0);
        }
    }
}
