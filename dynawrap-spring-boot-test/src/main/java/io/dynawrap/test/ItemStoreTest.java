package io.dynawrap.test;

import io.dynawrap.autoconfigure.BackendType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Declares a test of what an application stores, on an embedded server. The test has the application's models, its
 * customizers of the mapper and the {@code ItemStore}, but neither the web nor its other components. Before each test
 * method all items are deleted; the tables are kept.
 *
 * <pre>{@code
 * @ItemStoreTest(backends = {BackendType.POSTGRES, BackendType.DYNAMODB})
 * class StoriesTest {
 *
 *     @Autowired
 *     private ItemStore store;
 *
 *     @Test
 *     void savesAStory() {
 *         Story story = store.save(new Story("johndoe", "1", "A story"));
 *         assertThat(store.query(Story.class, KeyValues.of("owner", "johndoe")).list()).containsExactly(story);
 *     }
 * }
 * }</pre>
 *
 * <p>A server starts once for all tests of a process, and each application context has its own database on it. So test
 * classes and processes do not share data. Tests that share a context share its tables: do not run them at the same
 * time.
 *
 * <p>Connection details and clients that the application or the test defines, for example with {@code
 * @ServiceConnection} on a container, replace the embedded server. Then {@code dynawrap.test.delete-items} must be set
 *     to {@code true}, so that a test does not empty a database that is in use.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ClassTemplate
@BootstrapWith(ItemStoreTestContextBootstrapper.class)
@ExtendWith({BackendsExtension.class, SpringExtension.class})
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ItemStoreTypeExcludeFilter.class)
@AutoConfigureItemStore
public @interface ItemStoreTest {

    /**
     * Returns the backends on which the whole class runs, one after the other, each with its own application context
     * whose {@code dynawrap.backend} is set. Then no context exists outside of a single test: nothing can be injected
     * into {@code @BeforeAll} and {@code @AfterAll} methods, nor into an instance for all tests ({@code PER_CLASS}).
     *
     * @return the backends; if empty, the backend that the application configures, or PostgreSQL if it configures no
     *     backend
     */
    BackendType[] backends() default {};

    /**
     * Returns properties of the application context, as {@code key=value}.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Reports whether only the application's components of the slice are found: {@code DynawrapJacksonCustomizer}s.
     *
     * @return whether other components are left out
     */
    boolean useDefaultFilters() default true;

    /**
     * Returns filters for components that are found besides those of the slice.
     *
     * @return the filters
     */
    Filter[] includeFilters() default {};

    /**
     * Returns filters for components that are not found.
     *
     * @return the filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Returns auto-configuration of the slice that is left out.
     *
     * @return the classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
