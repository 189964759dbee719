package io.dynawrap.autoconfigure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;

import io.dynawrap.ItemStore;
import io.dynawrap.autoconfigure.Contexts;
import io.dynawrap.autoconfigure.models.shelf.Shelf;
import io.dynawrap.autoconfigure.models.shelf.ShelfApplication;
import io.dynawrap.spi.Backend;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;

/** Applications that are processed ahead of time: what is asked of a native image, and the code that is made. */
class AheadOfTimeTest {

    private static final String[] POSTGRES = {
        "dynawrap.backend=postgres", "dynawrap.create-tables=false", "spring.datasource.url=" + Contexts.POSTGRES_URL
    };
    private static final String[] DYNAMODB = {
        "dynawrap.backend=dynamodb", "dynawrap.create-tables=false", "dynawrap.dynamodb.region=eu-west-1"
    };

    static Stream<Class<?>> typesThatModelsLeadTo() {
        return Stream.of(
                Shelf.class,
                Shelf.Book.class,
                Shelf.Hard.class,
                Shelf.Soft.class,
                Shelf.Paper.class,
                Shelf.Label.class,
                Shelf.Owner.class,
                Shelf.Address.class);
    }

    @ParameterizedTest
    @MethodSource
    void typesThatModelsLeadTo(Class<?> type) {
        RuntimeHints hints = new RuntimeHints();

        new ModelHints(hints.reflection()).register(Shelf.class);

        assertThat(reflection()
                        .onType(type)
                        .withMemberCategories(
                                MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.ACCESS_DECLARED_FIELDS))
                .accepts(hints);
        assertThat(
                        type.isRecord()
                                ? Stream.of(type.getRecordComponents())
                                        .allMatch(component -> reflection()
                                                .onMethodInvocation(component.getAccessor())
                                                .test(hints))
                                : type == Shelf.Owner.class)
                .isTrue();
    }

    sealed interface Group permits Grouped, OtherGroup {}

    sealed interface OtherGroup extends Group permits AlsoGrouped {}

    record Grouped(String id) implements Group {}

    record AlsoGrouped(String id) implements OtherGroup {}

    @ParameterizedTest
    @ValueSource(classes = {Group.class, OtherGroup.class, Grouped.class, AlsoGrouped.class})
    void sealedInterfacesOfModelsAndWhatTheyPermitAreHintedAt(Class<?> type) {
        RuntimeHints hints = new RuntimeHints();

        new ModelHints(hints.reflection()).register(Grouped.class);

        assertThat(reflection().onType(type)).accepts(hints);
    }

    @Test
    void whatTheJdkHasIsLeftAlone() {
        RuntimeHints hints = new RuntimeHints();

        new ModelHints(hints.reflection()).register(String.class);

        assertThat(hints.reflection().typeHints()).isEmpty();
    }

    @Test
    void theModelsOfAnApplicationAndItsPropertiesAreHintedAt() {
        RuntimeHints hints = process(POSTGRES).getRuntimeHints();

        assertThat(reflection().onType(Shelf.class).withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
                .accepts(hints);
        assertThat(reflection().onType(Shelf.Label.class)).accepts(hints);
        assertThat(Stream.of(
                                "DynawrapProperties",
                                "DynawrapProperties$Table",
                                "DynawrapProperties$DynamoDb",
                                "dynamodb.DynamoDbProperties",
                                "postgres.PostgresProperties")
                        .map(name -> ClassUtils.resolveClassName("io.dynawrap.autoconfigure." + name, null)))
                .allSatisfy(type -> assertThat(reflection().onConstructorInvocation(type.getDeclaredConstructors()[0]))
                        .accepts(hints));
    }

    @Test
    @CompileWithForkedClassLoader
    void theCodeThatIsMadeForPostgresNamesTheModelsAndMakesTheStore() {
        start(POSTGRES, context -> assertRuns(context, "postgres"));
    }

    @Test
    @CompileWithForkedClassLoader
    void theCodeThatIsMadeForDynamoDbNamesTheModelsAndMakesTheStore() {
        start(DYNAMODB, context -> assertRuns(context, "dynamodb"));
    }

    private static void assertRuns(ConfigurableApplicationContext context, String backend) {
        assertThat(context.getBean(ItemStore.class)).isNotNull();
        assertThat(context.getBean(Backend.class).name()).isEqualTo(backend);
        assertThat(context.getBean(Models.class).classes())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Shelf", "ShelfKind");
    }

    /** The application's packages are not known to the context that runs, so that a scan would find nothing. */
    private static void start(String[] properties, Consumer<ConfigurableApplicationContext> use) {
        TestGenerationContext generation = new TestGenerationContext();
        ClassName initializer = process(generation, properties);
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                TestPropertyValues.of(properties).applyTo(context);
                initializer(compiled, initializer).initialize(context);
                context.removeBeanDefinition("org.springframework.boot.autoconfigure.AutoConfigurationPackages");
                context.refresh();
                use.accept(context);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> initializer(
            Compiled compiled, ClassName name) {
        return compiled.getInstance(ApplicationContextInitializer.class, name.toString());
    }

    private static TestGenerationContext process(String... properties) {
        TestGenerationContext generation = new TestGenerationContext();
        process(generation, properties);
        return generation;
    }

    private static ClassName process(TestGenerationContext generation, String... properties) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.setClassLoader(new FilteredClassLoader("org.h2"));
            context.register(ShelfApplication.class);
            TestPropertyValues.of(properties).applyTo(context);
            ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
            return initializer;
        }
    }
}
