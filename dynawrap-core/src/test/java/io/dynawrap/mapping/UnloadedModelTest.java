package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dynawrap.DbItem;
import io.dynawrap.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A library that outlives an application, as in an application server or with devtools, keeps nothing of its models. */
class UnloadedModelTest {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "stories")
    record Story(String owner, String storyId, Map<String, Tag> tags) {}

    record Tag(String name) {}

    enum Access {
        WITHOUT_A_CODEC(ItemType::of),
        WITH_A_CODEC_OF_THE_APPLICATION(model -> ItemCodec.create().type(model));

        private final Function<Class<?>, ItemType<?>> type;

        Access(Function<Class<?>, ItemType<?>> type) {
            this.type = type;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelIsUnloadedWithItsClassLoader(Access access) throws Exception {
        WeakReference<ClassLoader> application = useInAnApplication(access);

        await().atMost(TestServers.PATIENCE).until(() -> {
            System.gc();
            return application.get() == null;
        });
    }

    private static WeakReference<ClassLoader> useInAnApplication(Access access) throws Exception {
        ClassLoader application = new ApplicationLoader();
        Class<?> model = application.loadClass(Story.class.getName());
        assertThat(model).isNotSameAs(Story.class);

        use(access.type.apply(model));
        return new WeakReference<>(application);
    }

    private static <T> void use(ItemType<T> type) {
        Map<String, Object> fields =
                Map.of("owner", "joe", "storyId", "1", "tags", Map.of("sea", Map.of("name", "The sea")));
        T item = type.fromMap(fields);
        assertThat(type.toMap(item)).isEqualTo(fields);
        assertThat(type.key(item).partitionKey()).isEqualTo("USER#joe");
    }

    /** Defines the classes of this file itself, and shares all other classes. */
    private static final class ApplicationLoader extends ClassLoader {

        ApplicationLoader() {
            super(UnloadedModelTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(UnloadedModelTest.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
