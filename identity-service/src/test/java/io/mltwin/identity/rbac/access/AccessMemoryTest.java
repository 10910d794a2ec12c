package io.mltwin.identity.rbac.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.rbac.roles.BuiltInRoles;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.TimedAssignment;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.testkit.HeapSize;
import java.lang.reflect.Field;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What identity keeps of permission checks, however many and large they are. */
class AccessMemoryTest {

    private static final int MANY = 100_000;
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String RITA = UUID.randomUUID().toString();
    private static final String EVE = UUID.randomUUID().toString();
    private static final String LONG = "x".repeat(4_000);

    private final AccessSnapshot snapshot = AccessSnapshot.of(
            new BuiltInRoles().all(),
            Stream.of(RITA, EVE).map(AccessMemoryTest::reader).toList(),
            List.of(),
            Map.of(),
            Clock.systemUTC());
    private final DecisionLog log = new DecisionLog();

    private static TimedAssignment reader(String principal) {
        return TimedAssignment.always(new RoleAssignment(
                principal, "/", READER, principal, "User", null, Instant.EPOCH, Instant.EPOCH, "o", "o"));
    }

    Stream<Arguments> questions() {
        return Stream.of(
                question("invented principals", key -> snapshot.of("p" + key, List.of())),
                question("invented groups", key -> snapshot.of(EVE, List.of("g" + key))),
                question("20 groups each", key -> snapshot.of(EVE, groups(key))),
                question("a name of many letters", key -> snapshot.of(LONG + key, List.of())),
                question("denials", key -> deny(EVE, "a/read", "/subscriptions/" + key)),
                question("denials at long scopes", key -> deny(EVE, LONG + key, "/" + LONG)),
                question("denials of invented principals", key -> deny("p" + key, "a/read", "/subscriptions/" + key)));
    }

    private static List<String> groups(int key) {
        return IntStream.range(0, 20).mapToObj(group -> key + "-" + group).toList();
    }

    private static Arguments question(String name, IntConsumer ask) {
        return Arguments.of(name, ask);
    }

    private String deny(String principal, String action, String scope) {
        return log.add(
                principal.equals(RITA) ? "contoso" : "fabrikam",
                snapshot.of(principal, List.of()),
                action,
                scope,
                false,
                Instant.EPOCH);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void whatOneAsksPushesOutNothingOfAnother(String name) throws Exception {
        // Given
        PrincipalPermissions known = snapshot.of(RITA, List.of());
        String denied = deny(RITA, "a/write", "/");
        IntConsumer ask = questions()
                .filter(row -> row.get()[0].equals(name))
                .map(row -> (IntConsumer) row.get()[1])
                .findFirst()
                .orElseThrow();

        // When
        IntStream.range(0, MANY).forEach(ask);
        HeapSize heap = new HeapSize();
        IntStream.range(MANY, 2 * MANY).forEach(ask);

        // Then
        heap.requireBack();
        assertThat(bytes(snapshot, "kept")).isLessThanOrEqualTo(8 << 20);
        assertThat(bytes(log, "byId")).isLessThanOrEqualTo(12 << 20);
        assertThat(snapshot.of(RITA, List.of())).isSameAs(known);
        assertThat(log.find(denied)).isPresent();
    }

    static Stream<String> names() {
        return new AccessMemoryTest().questions().map(row -> (String) row.get()[0]);
    }

    private static long bytes(Object holder, String field) throws Exception {
        Field memory = holder.getClass().getDeclaredField(field);
        memory.setAccessible(true);
        return ((BoundedMemory<?, ?>) memory.get(holder)).bytes();
    }

    /** A token names 200 groups at most. */
    @ParameterizedTest
    @CsvSource({"200, true", "201, false", "100000, false"})
    void aQuestionNamesAsManyGroupsAsAToken(int groups, boolean answered) {
        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> snapshot.of(RITA, Collections.nCopies(groups, "g")));

        assertThat(refused == null).isEqualTo(answered);
        if (!answered) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.getMessage()).contains("200");
        }
    }

    /** What a person was just refused is what they ask about. */
    @Test
    void theNewestDenialsOfATenantAreKept() {
        List<String> ids = IntStream.range(0, 50_000)
                .mapToObj(i -> deny(EVE, "a/read", "/subscriptions/" + i))
                .toList();

        assertThat(ids.subList(49_000, 50_000))
                .allSatisfy(id -> assertThat(log.find(id)).isPresent());
        assertThat(log.find(ids.get(0))).isEmpty();
    }
}
