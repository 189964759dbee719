package io.dynawrap.autoconfigure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The packages of the auto-configuration, one for each technology, and their public types. */
@AnalyzeClasses(packages = "io.dynawrap.autoconfigure", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    /** ArchUnit's own option knows only the usual directory of test classes, not that of the profile quick. */
    static final class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String ROOT = "io.dynawrap.autoconfigure";

    /** Each package may use those that its row names, and no others. So there is no cycle. */
    @ArchTest
    static final ArchRule packagesUseOnlyThePackagesBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy(ROOT + ".model..")
            .layer("shared")
            .definedBy(ROOT)
            .layer("dynamodb")
            .definedBy(ROOT + ".dynamodb..")
            .layer("postgres")
            .definedBy(ROOT + ".postgres..")
            .layer("actuate")
            .definedBy(ROOT + ".actuate..")
            .layer("observation")
            .definedBy(ROOT + ".observation..")
            .layer("container")
            .definedBy(ROOT + ".container..")
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("shared")
            .mayOnlyAccessLayers("model")
            .whereLayer("dynamodb")
            .mayOnlyAccessLayers("shared")
            .whereLayer("postgres")
            .mayOnlyAccessLayers("shared")
            .whereLayer("actuate")
            .mayOnlyAccessLayers("shared")
            .whereLayer("observation")
            .mayOnlyAccessLayers("shared")
            .whereLayer("container")
            .mayOnlyAccessLayers("dynamodb")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule onlyTheDynamoDbPackageUsesTheAwsLibraries =
            onlyIn("dynamodb", "software.amazon..", "io.dynawrap.dynamodb..");

    @ArchTest
    static final ArchRule onlyThePostgresPackageUsesSpringJdbc = onlyIn(
            "postgres",
            "org.springframework.jdbc..",
            "org.springframework.boot.jdbc..",
            "javax.sql..",
            "io.dynawrap.postgres..");

    @ArchTest
    static final ArchRule onlyTheActuatePackageUsesTheActuator =
            onlyIn("actuate", "org.springframework.boot.actuate..", "org.springframework.boot.health..");

    @ArchTest
    static final ArchRule onlyTheObservationPackageUsesMicrometer = onlyIn("observation", "io.micrometer..");

    @ArchTest
    static final ArchRule onlyTheContainerPackageUsesContainers = onlyIn(
            "container",
            "org.springframework.boot.docker..",
            "org.springframework.boot.testcontainers..",
            "org.testcontainers..");

    private static ArchRule onlyIn(String technology, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "." + technology + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    @ArchTest
    static final ArchRule publicClassesAreFinalUnlessMadeToBeExtended = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveSimpleName("DefaultStoreObservationConvention")
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void thePublicTypesAreThese(JavaClasses all) {
        Map<String, String> types = all.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .sorted(Comparator.comparing(JavaClass::getSimpleName))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getSimpleName, Collectors.joining(", "))));

        assertThat(types)
                .isEqualTo(Map.of(
                        ROOT,
                        "BackendAvailability, BackendCandidate, BackendConfiguration, BackendType, DynawrapAutoConfiguration,"
                                + " DynawrapJacksonCustomizer, ItemStoreFactory, RedactedUrl",
                        ROOT + ".actuate",
                        "DynawrapEndpoint, DynawrapEndpointAutoConfiguration, DynawrapHealthAutoConfiguration",
                        ROOT + ".dynamodb",
                        "DynamoDbBackendAutoConfiguration, DynamoDbConnectionDetails",
                        ROOT + ".model",
                        "Models",
                        ROOT + ".observation",
                        "DefaultStoreObservationConvention, DynawrapObservationAutoConfiguration,"
                                + " StoreObservationContext, StoreObservationConvention, StoreObservationDocumentation",
                        ROOT + ".postgres",
                        "PostgresBackendAutoConfiguration, UnconfiguredDataSourceAutoConfiguration"));
    }

    @ArchTest
    static void eachSimpleNameStandsOnce(JavaClasses all) {
        Map<String, List<String>> packages = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        packages.values().removeIf(names -> names.size() == 1);
        assertThat(packages).isEmpty();
    }
}
