package io.dynawrap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may use whom, and which types of the packages below the root are public. */
@AnalyzeClasses(packages = "io.dynawrap", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {

    /** ArchUnit's own option knows only the usual directory of test classes, not that of the profile quick. */
    static final class MainCode implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    /** The arrows of docs/architecture.md: each package may use those that its row names, and no others. */
    @ArchTest
    static final ArchRule packagesUseOnlyThePackagesBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("io.dynawrap")
            .layer("change")
            .definedBy("io.dynawrap.change..")
            .layer("key")
            .definedBy("io.dynawrap.key..")
            .layer("mapping")
            .definedBy("io.dynawrap.mapping..")
            .layer("spi")
            .definedBy("io.dynawrap.spi..")
            .layer("observe")
            .definedBy("io.dynawrap.observe..")
            .layer("engine")
            .definedBy("io.dynawrap.engine..")
            .layer("dynamodb")
            .definedBy("io.dynawrap.dynamodb..")
            .layer("postgres")
            .definedBy("io.dynawrap.postgres..")
            .whereLayer("root")
            .mayNotAccessAnyLayer()
            .whereLayer("change")
            .mayOnlyAccessLayers("root")
            .whereLayer("key")
            .mayOnlyAccessLayers("root")
            .whereLayer("mapping")
            .mayOnlyAccessLayers("root", "change", "key")
            .whereLayer("spi")
            .mayOnlyAccessLayers("root", "key")
            .whereLayer("observe")
            .mayNotAccessAnyLayer()
            .whereLayer("engine")
            .mayOnlyAccessLayers("root", "key", "mapping", "spi", "observe")
            .whereLayer("dynamodb")
            .mayOnlyAccessLayers("root", "change", "key", "mapping", "spi")
            .whereLayer("postgres")
            .mayOnlyAccessLayers("root", "key", "spi");

    @ArchTest
    static final ArchRule onlyTheCodecAndTheSpiUseJackson = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.dynawrap.mapping..",
                    "io.dynawrap.spi..",
                    "io.dynawrap.engine..",
                    "io.dynawrap.dynamodb..",
                    "io.dynawrap.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml..");

    @ArchTest
    static void eachSimpleNameStandsOnce(JavaClasses all) {
        Map<String, List<String>> packages = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        packages.values().removeIf(names -> names.size() == 1);
        assertThat(packages).isEmpty();
    }

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
    static final ArchRule onlyThePostgresPackageUsesTheDriver = noClasses()
            .that()
            .resideOutsideOfPackages("io.dynawrap.postgres..", "io.dynawrap.embedded..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..");

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
            .and()
            .doNotHaveFullyQualifiedName("io.dynawrap.ConditionFailedException")
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static void aBackendShowsWhatItIsMadeOfOnly(JavaClasses all) {
        assertThat(publicTypes(all, "io.dynawrap.postgres")).isEqualTo("PostgresBackend");
        assertThat(publicTypes(all, "io.dynawrap.dynamodb"))
                .isEqualTo("DynamoDbBackend, DynamoDbStreamReader, LambdaStreamRecords");
    }

    @ArchTest
    static void thePublicTypesBelowTheRootPackageAreThese(JavaClasses all) {
        assertThat(publicTypes(all, "io.dynawrap.change"))
                .isEqualTo("ChangeResult, ItemChange, ItemChangeDispatcher, ItemChangeHandler, ItemChangeReader");
        assertThat(publicTypes(all, "io.dynawrap.key"))
                .isEqualTo(
                        "ItemKey, KeyInterval, KeyMatch, KeyPattern, KeyRange, ModelKeys, SortBound, StorableText, TextKeys, TypeNames");
        assertThat(publicTypes(all, "io.dynawrap.mapping"))
                .isEqualTo(
                        "FieldOperand, FieldValue, ItemCodec, ItemField, ItemType, ModelFields, NumberLimits, StoredChange,"
                                + " UpdateFields");
        assertThat(publicTypes(all, "io.dynawrap.spi"))
                .isEqualTo(
                        "Backend, BatchRequest, BatchResult, BoundCondition, BoundUpdate, CountRequest, CountResult, DelegatingBackend, GetAllRequest, GetAllResult, GetRequest, GetResult, ItemData,"
                                + " ItemOperation, ItemSink, LostAnswerException, RangePage, RangeRequest, StoredItem, SweepRequest, SweepResult,"
                                + " TableSpec, TransactionRequest, TransactionResult, WriteRequest, WriteResult");
        assertThat(publicTypes(all, "io.dynawrap.observe")).isEqualTo("OperationListener, StoreListener");
        assertThat(publicTypes(all, "io.dynawrap.engine")).isEqualTo("DefaultItemStore, StoreAdmin, StoreDescription");
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
