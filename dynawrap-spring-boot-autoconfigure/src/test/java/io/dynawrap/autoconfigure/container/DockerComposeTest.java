package io.dynawrap.autoconfigure.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.autoconfigure.models.stories.Story;
import io.dynawrap.embedded.DynamoDbLocalServer;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Services of Docker Compose. No Docker is asked: the application is told what would run, with the event by which Spring
 * Boot tells it.
 */
class DockerComposeTest {

    private static final Story STORY = new Story("johndoe", "1", "A story");

    private static DynamoDbLocalServer server;

    @BeforeAll
    static void start() {
        server = DynamoDbLocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "amazon/dynamodb-local:3.3.0, 8000",
        "public.ecr.aws/aws-dynamodb-local/aws-dynamodb-local, 8000",
        "localstack/localstack:4.0, 4566",
        "localstack/localstack-pro, 4566"
    })
    void aServiceIsConnectedByItsImageWhateverAddressIsConfigured(String image, int port) {
        try (ConfigurableApplicationContext context = run(service(image, Map.of(), port))) {
            assertThat(context.getBean(DynamoDbConnectionDetails.class).endpoint())
                    .isEqualTo(server.endpoint());
            ItemStore store = context.getBean(ItemStore.class);
            store.save(STORY);
            assertThat(store.get(Story.class, KeyValues.of("owner", "johndoe", "storyId", "1")))
                    .contains(STORY);
        }
    }

    @Test
    void aServiceOfAnotherImageIsConnectedByItsLabel() {
        Map<String, String> label = Map.of("org.springframework.boot.service-connection", "amazon/dynamodb-local");

        try (ConfigurableApplicationContext context = run(service("registry.example/own", label, 8000))) {
            assertThat(context.getBean(DynamoDbConnectionDetails.class).endpoint())
                    .isEqualTo(server.endpoint());
        }
    }

    private static ComposeService service(String image, Map<String, String> labels, int port) {
        return new ComposeService(
                ImageReference.of(image), labels, port, server.endpoint().getPort());
    }

    private static ConfigurableApplicationContext run(ComposeService service) {
        SpringApplication application = new SpringApplication(StoriesApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addInitializers(context -> serviceConnections().onApplicationEvent(ready(context, service)));
        return application.run("--dynawrap.backend=dynamodb", "--dynawrap.dynamodb.endpoint=http://nowhere.invalid");
    }

    /** Spring Boot's own listener, which asks the factories; not public. */
    @SuppressWarnings("unchecked")
    private static ApplicationListener<DockerComposeServicesReadyEvent> serviceConnections() {
        Class<?> listener = ClassUtils.resolveClassName(
                "org.springframework.boot.docker.compose.service.connection."
                        + "DockerComposeServiceConnectionsApplicationListener",
                null);
        return (ApplicationListener<DockerComposeServicesReadyEvent>) BeanUtils.instantiateClass(listener);
    }

    private static DockerComposeServicesReadyEvent ready(ApplicationContext context, ComposeService service) {
        try {
            Constructor<DockerComposeServicesReadyEvent> event =
                    DockerComposeServicesReadyEvent.class.getDeclaredConstructor(ApplicationContext.class, List.class);
            return BeanUtils.instantiateClass(event, context, List.of(service));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
