package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    private final ReadableScopes scopes =
            new ReadableScopes(
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
    void aNoIsAskedAgainAfterAWhile() {
        scopes.apply(Set.of(GROUP));
        allowed.add(GROUP);

        nanos.addAndGet(ReadableScopes.REFUSED.toNanos() - 1);
        assertThat(scopes.apply(Set.of(GROUP))).isEmpty();
        nanos.incrementAndGet();
        assertThat(scopes.apply(Set.of(GROUP))).containsExactly(GROUP);
    }

    @Test
    void aYesThatIsTakenAwayCountsForHalfAMinuteAtMost() {
        allowed.add(SUBSCRIPTION);
        scopes.apply(Set.of(GROUP));
        allowed.clear();
        asked.clear();

        nanos.addAndGet(ReadableScopes.ALLOWED.toNanos() - 1);
        assertThat(scopes.apply(Set.of(GROUP, OTHER))).containsExactlyInAnyOrder(GROUP, OTHER);
        assertThat(asked).isEmpty();
        nanos.incrementAndGet();
        assertThat(scopes.apply(Set.of(GROUP, OTHER))).isEmpty();
        assertThat(ReadableScopes.ALLOWED).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void noMoreAnswersAreKeptThanSoMany() {
        allowed.add(GROUP);
        scopes.apply(Set.of(GROUP));
        Set<String> many = new HashSet<>();
        for (int i = 0; i < ReadableScopes.MOST; i++) {
            many.add("/subscriptions/" + i);
        }
        scopes.apply(many);
        asked.clear();

        assertThat(scopes.apply(Set.of(GROUP))).containsExactly(GROUP);
        assertThat(asked).contains(Set.of(GROUP));
    }
}
