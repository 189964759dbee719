package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class DynawrapPropertiesTest {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(WithProperties.class);

    @Test
    void everySettingHasADefault() {
        runner.run(context -> assertThat(context.getBean(DynawrapProperties.class))
                .isEqualTo(new DynawrapProperties(
                        null, true, false, "", Map.of(), new DynawrapProperties.DynamoDb(true), Map.of())));
    }

    @Test
    void everySettingIsRead() {
        runner.withPropertyValues(
                        "dynawrap.backend=dynamodb",
                        "dynawrap.create-tables=false",
                        "dynawrap.check-every-item=true",
                        "dynawrap.table-prefix=dev-",
                        "dynawrap.tables.stories.name=Stories",
                        "dynawrap.dynamodb.consistent-reads=false",
                        "dynawrap.stores.archive.packages=com.example.archive",
                        "dynawrap.stores.archive.create-tables=true",
                        "dynawrap.stores.archive.check-every-item=false",
                        "dynawrap.stores.archive.table-prefix=old-",
                        "dynawrap.stores.archive.tables.stories.name=OldStories")
                .run(context -> assertThat(context.getBean(DynawrapProperties.class))
                        .isEqualTo(new DynawrapProperties(
                                BackendType.DYNAMODB,
                                false,
                                true,
                                "dev-",
                                Map.of("stories", new DynawrapProperties.Table("Stories")),
                                new DynawrapProperties.DynamoDb(false),
                                Map.of(
                                        "archive",
                                        new DynawrapProperties.Store(
                                                List.of("com.example.archive"),
                                                true,
                                                false,
                                                "old-",
                                                Map.of("stories", new DynawrapProperties.Table("OldStories")))))));
    }

    @Test
    void aTableWithoutAPrefixKeepsItsName() {
        assertThat(tableNames("").apply("stories")).isEqualTo("stories");
    }

    @Test
    void thePrefixIsPutInFrontOfATableName() {
        assertThat(tableNames("dev-").apply("stories")).isEqualTo("dev-stories");
    }

    @Test
    void aGivenNameTakesNoPrefix() {
        runner.withPropertyValues("dynawrap.table-prefix=dev-", "dynawrap.tables.stories.name=Tales")
                .run(context -> assertThat(new TableNames(context.getBean(DynawrapProperties.class)).apply("stories"))
                        .isEqualTo("Tales"));
    }

    @Test
    void anEnvironmentVariableGivesTheNameOfATableWithADash() {
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of("DYNAWRAP_TABLES_USEREVENTS_NAME", "events-7"))))
                .run(context -> assertThat(
                                new TableNames(context.getBean(DynawrapProperties.class)).apply("user-events"))
                        .isEqualTo("events-7"));
    }

    @Test
    void anExactNameInYamlWinsOverASimilarOne() {
        String yaml = """
                dynawrap:
                  tables:
                    user-events:
                      name: with-a-dash
                    userevents:
                      name: without
                    user_profiles:
                      name: profiles
                """;
        runner.withInitializer(context -> load(yaml)
                        .forEach(source ->
                                context.getEnvironment().getPropertySources().addFirst(source)))
                .run(context -> {
                    TableNames names = new TableNames(context.getBean(DynawrapProperties.class));
                    assertThat(names.apply("user-events")).isEqualTo("with-a-dash");
                    assertThat(names.apply("userevents")).isEqualTo("without");
                    assertThat(names.apply("user_profiles")).isEqualTo("profiles");
                });
    }

    @Test
    void everyPropertyIsDescribedForEditors() throws IOException {
        List<String> names = new ArrayList<>();
        EditorMetadata.read().get("properties").forEach(property -> {
            names.add(property.get("name").asText());
            assertThat(property.path("description").asText())
                    .as(property.get("name").asText())
                    .isNotEmpty()
                    .endsWith(".");
        });
        assertThat(names)
                .contains(
                        "dynawrap.backend",
                        "dynawrap.create-tables",
                        "dynawrap.table-prefix",
                        "dynawrap.tables",
                        "dynawrap.dynamodb.region",
                        "dynawrap.dynamodb.endpoint",
                        "dynawrap.dynamodb.consistent-reads",
                        "dynawrap.dynamodb.billing-mode",
                        "dynawrap.dynamodb.read-capacity-units",
                        "dynawrap.dynamodb.write-capacity-units",
                        "dynawrap.dynamodb.batch-write-concurrency",
                        "dynawrap.postgres.schema");
    }

    @Test
    void theDefaultsThatEditorsShowAreThoseThatApply() throws IOException {
        List<String> defaults = EditorMetadata.defaults();
        assertThat(defaults).contains("dynawrap.create-tables=true", "dynawrap.dynamodb.billing-mode=pay-per-request");
        runner.withPropertyValues(defaults.toArray(String[]::new))
                .run(explicit -> runner.run(implicit -> assertThat(explicit.getBean(DynawrapProperties.class))
                        .isEqualTo(implicit.getBean(DynawrapProperties.class))));
    }

    @Test
    void editorsOfferTheConstantsOfEachEnumWithWhatTheyMean() throws IOException {
        assertThat(hint("dynawrap.backend")).containsExactly("dynamodb", "postgres");
        assertThat(hint("dynawrap.dynamodb.billing-mode")).containsExactly("pay-per-request", "provisioned");
        assertThat(hint("dynawrap.dynamodb.region")).contains("eu-west-1", "us-east-1");
    }

    /** The values of a hint; each has a description. */
    private static List<String> hint(String property) throws IOException {
        List<String> values = new ArrayList<>();
        EditorMetadata.read().get("hints").forEach(hint -> {
            if (hint.get("name").asText().equals(property)) {
                hint.get("values").forEach(value -> {
                    assertThat(value.path("description").asText()).endsWith(".");
                    values.add(value.get("value").asText());
                });
            }
        });
        return values;
    }

    private static TableNames tableNames(String prefix) {
        return new TableNames(new DynawrapProperties(
                null, true, false, prefix, Map.of(), new DynawrapProperties.DynamoDb(true), Map.of()));
    }

    private static List<PropertySource<?>> load(String yaml) {
        try {
            return new YamlPropertySourceLoader()
                    .load("test", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DynawrapProperties.class)
    static class WithProperties {}
}
