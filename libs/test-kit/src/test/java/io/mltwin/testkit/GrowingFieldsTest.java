package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule finds each kind of collection that grows, and none that stays as it is. */
class GrowingFieldsTest {

    @Singleton
    static class WithMap {
        final Map<String, String> kept = new ConcurrentHashMap<>();
    }

    @Singleton
    static class WithSet {
        final Set<String> kept = ConcurrentHashMap.newKeySet();
    }

    @Singleton
    static class WithQueue {
        final Deque<String> kept;

        WithQueue() {
            kept = new ArrayDeque<>();
        }
    }

    @Singleton
    static class WithList {
        private final List<String> kept = new CopyOnWriteArrayList<>();
    }

    static class Held {
        private final Map<String, String> kept = new HashMap<>();
    }

    @Singleton
    static class Holder {
        private volatile Held held;
    }

    @Singleton
    static class HolderInMap {
        private final Map<String, Held> all = Map.of();
    }

    static class Statics {
        static final Map<String, String> KEPT = new HashMap<>();
    }

    static class OfOneRequest {
        private final Map<String, String> kept = new HashMap<>();
    }

    @Singleton
    static class Constant {
        private final List<String> kept = List.of("a");

        Map<String, String> answer() {
            return new HashMap<>();
        }
    }

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(List.of(WithMap.class), "WithMap.kept"),
                Arguments.of(List.of(WithSet.class), "WithSet.kept"),
                Arguments.of(List.of(WithQueue.class), "WithQueue.kept"),
                Arguments.of(List.of(WithList.class), "WithList.kept"),
                Arguments.of(List.of(Holder.class, Held.class), "Held.kept"),
                Arguments.of(List.of(HolderInMap.class, Held.class), "Held.kept"),
                Arguments.of(List.of(Statics.class), "Statics.KEPT"),
                Arguments.of(List.of(OfOneRequest.class), null),
                Arguments.of(List.of(Held.class, Constant.class), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void aCollectionThatGrowsIsFound(List<Class<?>> types, String field) {
        Stream<String> found = GrowingFields.find(new ClassFileImporter().importClasses(types));

        List<String> expected = field == null ? List.of() : List.of(GrowingFieldsTest.class.getName() + "$" + field);
        assertThat(found.toList()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "io.mltwin.testkit.GrowingFieldsTest$Statics.KEPT, ''",
        "io.mltwin.testkit.GrowingFieldsTest$Statics.GONE, io.mltwin.testkit.GrowingFieldsTest$Statics.GONE (is none)",
        "io.mltwin.testkit.Gone.kept, io.mltwin.testkit.Gone.kept (is none)",
        "io.mltwin.elsewhere.Gone.kept, ''"
    })
    void aNameOfTheListThatIsNoneIsFound(String name, String reported) {
        List<String> named = List.of(GrowingFieldsTest.class.getName() + "$Statics.KEPT", name);

        List<String> found = GrowingFields.unexplained(new ClassFileImporter().importClasses(Statics.class), named);

        assertThat(String.join(" ", found)).isEqualTo(reported);
    }
}
