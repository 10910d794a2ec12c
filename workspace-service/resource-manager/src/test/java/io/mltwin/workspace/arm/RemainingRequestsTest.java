package io.mltwin.workspace.arm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.memory.BoundedMemory;
import java.lang.reflect.Field;
import java.time.Clock;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RemainingRequestsTest {

    private static final String SUBSCRIPTION = "/subscriptions/20000000-0000-4000-8000-000000000001/resourceGroups";

    private final RemainingRequests remaining = new RemainingRequests(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "GET, /subscriptions/20000000-0000-4000-8000-000000000001, subscription-reads",
        "HEAD, //subscriptions//20000000-0000-4000-8000-00000000000A/x, subscription-reads",
        "PUT, /SUBSCRIPTIONS/20000000-0000-4000-8000-000000000001/x, subscription-writes",
        "DELETE, /subscriptions/20000000-0000-4000-8000-000000000001/x, subscription-deletes",
        "GET, /subscriptions/s1/x, tenant-reads",
        "GET, /subscriptions/20000000-0000-4000-8000-0000000000011, tenant-reads",
        "DELETE, /subscriptions/s1, tenant-writes",
        "GET, /tenants, tenant-reads"
    })
    void onlyAnIdOfASubscriptionHasACountOfItsOwn(String method, String path, String kind) {
        assertThat(remaining.count("rita", method, path).name()).isEqualTo("x-ms-ratelimit-remaining-" + kind);
    }

    @Test
    void aCountIsOfOneCallerKindAndSubscriptionInAnySpelling() {
        remaining.count("rita", "GET", SUBSCRIPTION);
        remaining.count("rita", "GET", SUBSCRIPTION.replace("subscriptions", "Subscriptions"));
        remaining.count("eve", "GET", SUBSCRIPTION);
        remaining.count("rita", "PUT", SUBSCRIPTION);

        assertThat(remaining.count("rita", "GET", SUBSCRIPTION).value()).isEqualTo("11997");
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                flood("ids of subscriptions", i -> "/subscriptions/" + new UUID(1, i)),
                flood("other texts", i -> "/subscriptions/" + "x".repeat(1_000) + i));
    }

    private static Arguments flood(String name, IntFunction<String> path) {
        return Arguments.of(name, path);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void whatOneInventsPushesOutNoCountOfAnother(String name, IntFunction<String> path) throws Exception {
        // Given
        remaining.count("rita", "GET", SUBSCRIPTION);

        // When
        IntStream.range(0, 100_000).forEach(i -> remaining.count("eve", "GET", path.apply(i)));

        // Then
        Field windows = RemainingRequests.class.getDeclaredField("windows");
        windows.setAccessible(true);
        assertThat(((BoundedMemory<?, ?>) windows.get(remaining)).bytes()).isLessThanOrEqualTo(4 << 20);
        assertThat(remaining.count("rita", "GET", SUBSCRIPTION).value()).isEqualTo("11998");
    }
}
