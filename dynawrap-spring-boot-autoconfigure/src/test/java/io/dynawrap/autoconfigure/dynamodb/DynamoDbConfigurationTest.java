package io.dynawrap.autoconfigure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.dynawrap.autoconfigure.BackendChoiceAnalysis;
import io.dynawrap.autoconfigure.Clients;
import io.dynawrap.autoconfigure.Contexts;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

class DynamoDbConfigurationTest {

    private final ApplicationContextRunner runner = Contexts.runner().withPropertyValues("dynawrap.backend=dynamodb");

    @Test
    void theClientHasTheRegionAndTheEndpointOfTheProperties() {
        runner.withPropertyValues(
                        "dynawrap.dynamodb.region=eu-west-3", "dynawrap.dynamodb.endpoint=http://localhost:8000")
                .run(context -> {
                    DynamoDbServiceClientConfiguration client =
                            context.getBean(DynamoDbClient.class).serviceClientConfiguration();
                    assertThat(client.region().id()).isEqualTo("eu-west-3");
                    assertThat(client.endpointOverride()).contains(URI.create("http://localhost:8000"));
                    assertThat(client.credentialsProvider()).isInstanceOf(DefaultCredentialsProvider.class);
                });
    }

    @Test
    void withoutAnEndpointThatOfTheRegionIsUsed() {
        runner.withPropertyValues("dynawrap.dynamodb.region=eu-west-3")
                .run(context -> assertThat(context.getBean(DynamoDbClient.class)
                                .serviceClientConfiguration()
                                .endpointOverride())
                        .isEmpty());
    }

    @Test
    void connectionDetailsTakeThePlaceOfTheProperties() {
        runner.withBean(DynamoDbConnectionDetails.class, LocalDetails::new)
                .withPropertyValues(
                        "dynawrap.dynamodb.region=eu-west-3", "dynawrap.dynamodb.endpoint=http://localhost:8000")
                .run(context -> {
                    assertThat(context).hasSingleBean(DynamoDbConnectionDetails.class);
                    DynamoDbServiceClientConfiguration client =
                            context.getBean(DynamoDbClient.class).serviceClientConfiguration();
                    assertThat(client.region().id()).isEqualTo("us-east-1");
                    assertThat(client.endpointOverride()).contains(URI.create("http://localhost:9999"));
                    AwsCredentialsProvider credentials = (AwsCredentialsProvider) client.credentialsProvider();
                    assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("local");
                    assertThat(credentials.resolveCredentials().secretAccessKey())
                            .isEqualTo("secret");
                });
    }

    @Test
    void theApplicationsClientWins() {
        runner.withBean("mine", DynamoDbClient.class, Clients::dynamoDb)
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-3")
                .run(context ->
                        assertThat(context).getBeanNames(DynamoDbClient.class).containsExactly("mine"));
    }

    @Test
    void theClientOfSpringCloudAwsWins() {
        runner.withConfiguration(AutoConfigurations.of(DynamoDbAutoConfiguration.class))
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-3")
                .run(context ->
                        assertThat(context).getBeanNames(DynamoDbClient.class).containsExactly("springCloudAwsClient"));
    }

    @Test
    void connectionDetailsWinOverTheClientOfSpringCloudAws() {
        runner.withConfiguration(AutoConfigurations.of(DynamoDbAutoConfiguration.class))
                .withBean(DynamoDbConnectionDetails.class, LocalDetails::new)
                .run(context -> {
                    assertThat(endpointOfTheStore(context)).contains(URI.create("http://localhost:9999"));
                    // what else uses DynamoDB in the application is given the client it would be given without Dynawrap
                    assertThat(context.getBeanProvider(DynamoDbClient.class).getIfUnique())
                            .isSameAs(context.getBean("springCloudAwsClient"));
                });
    }

    @Test
    void connectionDetailsWinOverAClientOfTheApplication() {
        runner.withBean("mine", DynamoDbClient.class, Clients::dynamoDb)
                .withBean(DynamoDbConnectionDetails.class, LocalDetails::new)
                .run(context -> assertThat(endpointOfTheStore(context)).contains(URI.create("http://localhost:9999")));
    }

    @Test
    void anEndpointThatIsSetWinsOverTheClientOfSpringCloudAwsAndSeveralClients() {
        ApplicationContextRunner located = runner.withPropertyValues(
                "dynawrap.dynamodb.region=eu-west-3", "dynawrap.dynamodb.endpoint=http://localhost:8000");
        located.withConfiguration(AutoConfigurations.of(DynamoDbAutoConfiguration.class))
                .run(context -> assertThat(endpointOfTheStore(context)).contains(URI.create("http://localhost:8000")));
        located.withBean("one", DynamoDbClient.class, Clients::dynamoDb)
                .withBean("other", DynamoDbClient.class, Clients::dynamoDb)
                .run(context -> assertThat(endpointOfTheStore(context)).contains(URI.create("http://localhost:8000")));
    }

    @Test
    void theStoresOwnClientIsClosedWithTheApplication() {
        AtomicReference<DynamoDbClient> client = new AtomicReference<>();
        runner.withBean("mine", DynamoDbClient.class, Clients::dynamoDb)
                .withBean(DynamoDbConnectionDetails.class, LocalDetails::new)
                .run(context -> client.set(context.getBean("dynawrapDynamoDbStoreClient", DynamoDbClient.class)));
        // the first thing that a call needs is the timer of its limit, which ends with the client
        assertThatThrownBy(() -> client.get().listTables()).hasMessageContaining("Terminated");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aRegionThatTheClientOfTheApplicationDoesNotHaveGetsAWarning(CapturedOutput output) {
        runner.withBean("mine", DynamoDbClient.class, Clients::dynamoDb)
                .withPropertyValues("dynawrap.dynamodb.region=eu-west-3")
                .run(context -> assertThat(output)
                        .contains("dynawrap.dynamodb.region is eu-west-3, but the DynamoDbClient bean"));
    }

    /** What the store's requests are sent to. */
    private static Optional<URI> endpointOfTheStore(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        return context.getBean("dynawrapDynamoDbStoreClient", DynamoDbClient.class)
                .serviceClientConfiguration()
                .endpointOverride();
    }

    @Test
    void severalClientsWithoutAPrimaryOneAreAFailureThatSaysSo() {
        runner.withBean("one", DynamoDbClient.class, Clients::dynamoDb)
                .withBean("other", DynamoDbClient.class, Clients::dynamoDb)
                .run(context -> {
                    FailureAnalysis analysis = BackendChoiceAnalysis.of(context);
                    assertThat(analysis.getDescription())
                            .contains("there are several DynamoDbClient beans, and no primary bean");
                    assertThat(analysis.getAction()).isEqualTo("Mark the one to use with @Primary.");
                });
    }

    @Test
    void withoutARegionTheSdkLooksForOne() {
        runner.withSystemProperties("aws.region=ap-south-1")
                .run(context -> assertThat(context.getBean(DynamoDbClient.class)
                                .serviceClientConfiguration()
                                .region()
                                .id())
                        .isEqualTo("ap-south-1"));
    }

    @Test
    void noRegionAnywhereIsAFailureThatSaysWhereToSetIt() {
        runner.withSystemProperties("aws.ec2MetadataDisabled=true", "aws.configFile=/none", "aws.profile=none")
                .run(context -> {
                    FailureAnalysis analysis = new UnknownRegionFailureAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis).isNotNull();
                    assertThat(analysis.getDescription()).contains("'dynawrap.dynamodb.region' is not set");
                    assertThat(analysis.getAction()).contains("dynawrap:\n  dynamodb:\n    region: eu-west-1");
                });
    }

    private record LocalDetails() implements DynamoDbConnectionDetails {

        @Override
        public URI endpoint() {
            return URI.create("http://localhost:9999");
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public String accessKeyId() {
            return "local";
        }

        @Override
        public String secretAccessKey() {
            return "secret";
        }
    }
}
