package io.dynawrap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Collectors;

/** Who may use whom, and which types of the packages below the root are public. */
@AnalyzeClasses(packages = "io.dynawrap", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theRootPackageKnowsNoneOfTheOthers = noClasses()
            .that()
            .resideInAPackage("io.dynawrap")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dynawrap.*..", "com.fasterxml..", "org.springframework..", "software.amazon..")
            .because("applications import it, whatever is below");

    @ArchTest
    static final ArchRule mappingUsesOnlyTheRootPackage = noClasses()
            .that()
            .resideInAPackage("io.dynawrap.mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dynawrap.backend..", "io.dynawrap.dynamodb..", "io.dynawrap.postgres..");

    @ArchTest
    static final ArchRule theEngineKnowsNoBackend = noClasses()
            .that()
            .resideInAPackage("io.dynawrap.backend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dynawrap.dynamodb..", "io.dynawrap.postgres..");

    @ArchTest
    static final ArchRule backendsNeverSeeEachOther =
            slices().matching("io.dynawrap.(dynamodb|postgres)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.dynawrap.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyThePostgresPackageUsesSpring = noClasses()
            .that()
            .resideOutsideOfPackage("io.dynawrap.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule onlyTheDynamoDbPackageUsesTheAwsLibraries = noClasses()
            .that()
            .resideOutsideOfPackages("io.dynawrap.dynamodb..", "io.dynawrap.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.amazonaws..");

    @ArchTest
    static final ArchRule publicClassesAreFinalUnlessMadeToBeExtended = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .doNotHaveFullyQualifiedName("io.dynawrap.StoreException")
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void aBackendShowsWhatItIsMadeOfOnly(JavaClasses all) {
        assertThat(publicTypes(all, "io.dynawrap.postgres")).isEqualTo("PostgresBackend");
        assertThat(publicTypes(all, "io.dynawrap.dynamodb"))
                .isEqualTo("DynamoDbBackend, DynamoDbStreamReader, LambdaStreamRecords");
    }

    @ArchTest
    static void thePublicTypesOfEngineAndMappingAreThese(JavaClasses all) {
        assertThat(publicTypes(all, "io.dynawrap.mapping"))
                .isEqualTo("ItemCodec, ItemKey, ItemLimits, ItemType, KeyMatch, KeyPattern");
        assertThat(publicTypes(all, "io.dynawrap.backend"))
                .isEqualTo("Backend, DefaultItemStore, ItemCounts, ItemData, ItemPage, ItemSink, ItemWrite, KeyRange,"
                        + " OperationListener, OperationResult, RangeRead, ScanSegment, StoreDescription,"
                        + " StoreListener, StoreOperation, StoredItem, TableDescription");
    }

    private static String publicTypes(JavaClasses all, String packageName) {
        return all.stream()
                .filter(type -> type.getPackageName().equals(packageName) && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
