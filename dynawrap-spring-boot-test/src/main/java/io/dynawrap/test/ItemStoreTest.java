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
 * A test of what an application stores: its models, its customizers of the mapper and the {@code ItemStore}, on an
 * embedded server, without the web and without the application's other components. Before each test method all items are
 * deleted; the tables stay.
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
 * <p>A server starts once for all tests of a process and each application context has a database of its own on it, so test
 * classes and processes do not meet. Tests that share a context share its tables: do not run them at the same time.
 *
 * <p>Connection details and clients that the application or the test defines, as by {@code @ServiceConnection} on a
 * container, take the place of the embedded server. Then {@code dynawrap.test.delete-items} must be set to {@code true},
 * lest a test empties a database that somebody needs.
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
     * The backends that the whole class runs on, one after the other, each with an application context of its own whose
     * {@code dynawrap.backend} is set. There is no context outside of a single test then: nothing can be injected into
     * {@code @BeforeAll} and {@code @AfterAll} methods, nor into an instance for all tests ({@code PER_CLASS}).
     *
     * @return the backends; none for the one that the application is configured for, PostgreSQL if for none
     */
    BackendType[] backends() default {};

    /**
     * Properties of the application context, as {@code key=value}.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Whether of the application's components only those of the slice are found: {@code DynawrapJacksonCustomizer}s.
     *
     * @return whether the others are left out
     */
    boolean useDefaultFilters() default true;

    /**
     * Components that are found besides those of the slice.
     *
     * @return the filters that they match
     */
    Filter[] includeFilters() default {};

    /**
     * Components that are not found.
     *
     * @return the filters that they match
     */
    Filter[] excludeFilters() default {};

    /**
     * Auto-configuration of the slice that is left out.
     *
     * @return the classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
