package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.flow.FlowReaders.ReadableScopes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadableScopesTest {

    private static final String SUBSCRIPTION = "/subscriptions/s";
    private static final String GROUP = SUBSCRIPTION + "/resourcegroups/g";
    private static final String OTHER = SUBSCRIPTION + "/resourcegroups/other";

    private final Set<String> allowed = new HashSet<>();
    private final List<Set<String>> asked = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ReadableScopes scopes = new ReadableScopes(
            some -> {
                asked.add(Set.copyOf(some));
                Set<String> found = new HashSet<>(some);
                found.retainAll(allowed);
                return found;
            },
            nanos::get);

    @Test
    void aSubscriptionStandsForAllInIt() {
        allowed.add(SUBSCRIPTION);

        assertThat(scopes.apply(Set.of(SUBSCRIPTION, GROUP, OTHER)))
                .containsExactlyInAnyOrder(SUBSCRIPTION, GROUP, OTHER);
        assertThat(asked).containsExactly(Set.of(SUBSCRIPTION));
    }

    @Test
    void withoutItEachScopeIsAsked() {
        allowed.add(GROUP);

        assertThat(scopes.apply(Set.of(GROUP, OTHER))).containsExactly(GROUP);
        assertThat(scopes.apply(Set.of("/subscriptions/t"))).isEmpty();
    }

    @Test
    void aNoIsAskedAgainAfterAWhileAndAYesEachTime() {
        allowed.add(GROUP);
        scopes.apply(Set.of(GROUP, OTHER));
        asked.clear();

        scopes.apply(Set.of(GROUP, OTHER));
        assertThat(asked).containsExactly(Set.of(GROUP));

        allowed.clear();
        assertThat(scopes.apply(Set.of(GROUP))).isEmpty();

        allowed.add(OTHER);
        nanos.addAndGet(ReadableScopes.REFUSED.toNanos() + 1);
        assertThat(scopes.apply(Set.of(OTHER))).containsExactly(OTHER);
    }
}
