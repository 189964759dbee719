package io.dynawrap.docs.modules.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.ItemStore;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.docs.modules.stories.Story;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.test.EmbeddedServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ModelsInOtherModulesTest {

    /** Keeps the embedded server running between the applications of the tests. */
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void startServer() {
        server = start(WithoutTheModule.class);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ConfigurableApplicationContext start(Class<?> application) {
        return SpringApplication.run(
                new Class<?>[] {application, EmbeddedServers.class},
                new String[] {"--spring.main.web-application-type=none", "--dynawrap.backend=postgres"});
    }

    private static List<String> tables(Class<?> application) {
        try (ConfigurableApplicationContext context = start(application)) {
            return context.getBean(StoreAdmin.class).describe().tables().stream()
                    .map(StoreDescription.Table::name)
                    .toList();
        }
    }

    @Test
    void aConfigurationOfTheModuleAddsItsPackage() {
        assertThat(tables(LibraryApplication.class)).containsExactly("loans", "stories");
        try (ConfigurableApplicationContext context = start(LibraryApplication.class)) {
            Story saved = context.getBean(ItemStore.class).save(new Story("johndoe", "1", "One"));
            assertThat(saved.title()).isEqualTo("One");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithoutTheModule {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EntityScan(basePackageClasses = Story.class)
    static class WithEntityScan {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage(basePackageClasses = Story.class)
    static class WithThePackageOnTheApplication {}

    @Test
    void withoutItTheModelsOfTheModuleAreNotFound() {
        assertThat(tables(WithoutTheModule.class)).containsExactly("loans");
        try (ConfigurableApplicationContext context = start(WithoutTheModule.class)) {
            ItemStore store = context.getBean(ItemStore.class);
            assertThatThrownBy(() -> store.save(new Story("johndoe", "1", "One")))
                    .isInstanceOf(TableNotFoundException.class)
                    .hasMessage(
                            "The table 'stories' does not exist. Create it with ItemStore.createTable. Spring Boot creates"
                                    + " the tables of the models in the packages of the application, unless dynawrap.create-tables is"
                                    + " false.");
        }
    }

    @Test
    void entityScanHasNoEffect() {
        assertThat(tables(WithEntityScan.class)).containsExactly("loans");
    }

    @Test
    void thePackagesOnTheApplicationItselfReplaceItsOwn() {
        assertThat(tables(WithThePackageOnTheApplication.class)).containsExactly("stories");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class UsedAtStartup {

        @Bean
        ApplicationRunner first(ItemStore store) {
            return arguments -> store.save(new Story("johndoe", "1", "One"));
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aFailureAtStartupSaysHowToAddThePackage(CapturedOutput output) {
        assertThatThrownBy(() -> start(UsedAtStartup.class)).isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("The table 'stories' does not exist.")
                .contains("application are io.dynawrap.docs.modules.app. Models are found there and below.")
                .contains("@AutoConfigurationPackage", "@EntityScan has no effect")
                .doesNotContain("create-tables: true");
    }
}
