package io.dynawrap.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.models.broken.BrokenApplication;
import io.dynawrap.autoconfigure.models.inherited.PetApplication;
import io.dynawrap.autoconfigure.models.none.EmptyApplication;
import io.dynawrap.autoconfigure.models.overlapping.OverlappingApplication;
import io.dynawrap.autoconfigure.models.unclosed.UnclosedApplication;
import io.dynawrap.autoconfigure.models.unmakeable.UnmakeableApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What someone reads whose application did not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTest {

    @Test
    void nothingConfiguredShowsBothWaysOutAndNotADataSourceMessage(CapturedOutput output) {
        assertStops(EmptyApplication.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Dynawrap has no database to store items in:")
                .contains("For DynamoDB: Set dynawrap.dynamodb.region. In application.yml:")
                .doesNotContain("Failed to configure a DataSource");
    }

    @Test
    void twoBackendsShowWhatWasFound(CapturedOutput output) {
        assertStops(
                EmptyApplication.class,
                "dynawrap.dynamodb.region=eu-west-1",
                "spring.datasource.url=" + Contexts.POSTGRES_URL);

        assertThat(output)
                .contains("- dynamodb: dynawrap.dynamodb.region is set to eu-west-1")
                .contains("- postgres: there is a DataSource at jdbc:postgresql://localhost:1/nowhere")
                .contains("Write one of these lines in application.yml:\n\ndynawrap.backend: dynamodb\n")
                .contains("\ndynawrap.backend: postgres\n");
    }

    @Test
    void postgresWithoutAUrlShowsWhatToWrite(CapturedOutput output) {
        assertStops(EmptyApplication.class, "dynawrap.backend=postgres");

        assertThat(output)
                .contains("Items are to be stored in postgres, but spring.datasource.url is not set.")
                .contains("dynawrap:\n  backend: postgres\nspring:\n  datasource:\n    url: jdbc:postgresql:")
                .contains("EmbeddedServers of dynawrap-spring-boot-test starts a server")
                .doesNotContain("Failed to configure a DataSource");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://localhost/stories?password=secret, that of another database: it begins with jdbc:mysql:",
        "jdbc:oracle:thin:me/secret@localhost:1521/stories, that of another database: it begins with jdbc:oracle:",
        "jdbc:aws-wrapper:mysql://localhost/secret, another database: it begins with jdbc:aws-wrapper:mysql:",
        "postgres://me:secret@localhost/stories, does not begin with jdbc:postgresql:."
    })
    void postgresWithAnotherUrlShowsTheDatabaseAndNoPassword(String url, String problem, CapturedOutput output) {
        assertStops(EmptyApplication.class, "dynawrap.backend=postgres", "spring.datasource.url=" + url);

        String analysis = output.getAll().substring(output.getAll().indexOf("APPLICATION FAILED TO START"));
        assertThat(analysis)
                .contains("Items are to be stored in postgres, but spring.datasource.url", problem)
                .contains("    url: jdbc:postgresql://localhost:5432/mydatabase")
                .doesNotContain("secret", "Failed to configure a DataSource");
    }

    @Test
    void postgresWithADataSourceOfAnotherDatabaseShowsIt(CapturedOutput output) {
        assertThatThrownBy(() -> Applications.start(
                        EmptyApplication.class,
                        getClass().getClassLoader(),
                        "dynawrap.backend=postgres",
                        "spring.datasource.url=jdbc:h2:mem:other"))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .contains("Items are to be stored in postgres, but it cannot be used:")
                .contains("- postgres: the DataSource is that of another database: its URL begins with jdbc:h2:")
                .contains("Set spring.datasource.url to a URL that begins with jdbc:postgresql:");
    }

    @Test
    void anUnknownBackendShowsTheKnownOnes(CapturedOutput output) {
        assertStops(EmptyApplication.class, "dynawrap.backend=oracle");

        assertThat(output)
                .contains("Property: dynawrap.backend")
                .contains("Value: \"oracle\"")
                .contains("    DYNAMODB")
                .contains("    POSTGRES");
    }

    @ParameterizedTest
    @CsvSource({
        "dynawrap.create-tables=perhaps, Invalid boolean value",
        "dynawrap.dynamodb.read-capacity-units=many, failed to convert java.lang.String to java.lang.Long",
        "dynawrap.dynamodb.billing-mode=free, PAY_PER_REQUEST",
    })
    void aValueOfTheWrongTypeShowsThePropertyTheValueAndWhatIsWrong(
            String property, String reason, CapturedOutput output) {
        assertStops(EmptyApplication.class, "dynawrap.backend=dynamodb", property);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Property: " + property.split("=")[0])
                .contains("Value: \"" + property.split("=")[1] + "\"")
                .contains(reason);
    }

    @Test
    void missingCapacityShowsThePropertyToSet(CapturedOutput output) {
        assertStops(EmptyApplication.class, "dynawrap.backend=dynamodb", "dynawrap.dynamodb.billing-mode=provisioned");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Set dynawrap.dynamodb.read-capacity-units to 1 or more");
    }

    @Test
    void noRegionShowsWhereToSetIt(CapturedOutput output) {
        System.setProperty("aws.ec2MetadataDisabled", "true");
        System.setProperty("aws.configFile", "/none");
        try {
            assertStops(EmptyApplication.class, "dynawrap.backend=dynamodb");
        } finally {
            System.clearProperty("aws.ec2MetadataDisabled");
            System.clearProperty("aws.configFile");
        }

        assertThat(output)
                .contains("no AWS region is known")
                .contains("region: eu-west-1")
                .contains("EmbeddedServers of dynawrap-spring-boot-test starts a server");
    }

    @Test
    void aPatternWithAnUnknownFieldShowsTheFieldWithoutAStackTrace(CapturedOutput output) {
        assertStops(BrokenApplication.class, "dynawrap.dynamodb.region=eu-west-1");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Typo")
                .contains("\n  USER#{onwer}\n        ^\n")
                .contains("Correct the @DbItem annotation or the fields of the class.")
                .doesNotContain("\tat ");
    }

    @Test
    void aPatternWithBadSyntaxShowsThePlace(CapturedOutput output) {
        assertStops(UnclosedApplication.class, "dynawrap.dynamodb.region=eu-west-1");

        assertThat(output)
                .contains("Unclosed: bad key pattern: a '{' without a '}' after it.\n  USER#{owner\n       ^\n")
                .contains("Correct the @DbItem annotation or the fields of the class.");
    }

    @Test
    void aModelThatJacksonCannotMakeShowsWhatItLacks(CapturedOutput output) {
        assertStops(UnmakeableApplication.class, "dynawrap.dynamodb.region=eu-west-1");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Unmakeable: Jackson has no way to create an instance when an item is read")
                .contains("Declare it as a record, or annotate a constructor with @JsonCreator")
                .doesNotContain("\tat ");
    }

    @Test
    void overlappingModelsShowBothOfThem(CapturedOutput output) {
        assertStops(OverlappingApplication.class, "dynawrap.dynamodb.region=eu-west-1");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Order")
                .contains("Invoice")
                .doesNotContain("\tat ");
    }

    @Test
    void classesThatExtendAModelAreNotTakenForModels() {
        try (var context = Applications.start(PetApplication.class, "dynawrap.dynamodb.region=eu-west-1")) {
            assertThat(context.getBean(ItemStore.class)).isNotNull();
        }
    }

    private static void assertStops(Class<?> application, String... properties) {
        assertThatThrownBy(() -> Applications.start(application, properties)).isInstanceOf(RuntimeException.class);
    }
}
