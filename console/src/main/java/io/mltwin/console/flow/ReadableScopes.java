package io.mltwin.console.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Asks at which scopes a person may read the activity log. Subscriptions are asked first: a person
 * who may read the log of one may read that of all in it. A no is not asked again for some seconds,
 * as identity logs each; a yes is asked each time.
 */
final class ReadableScopes implements UnaryOperator<Set<String>> {

    static final Duration REFUSED = Duration.ofSeconds(10);

    private static final int SUBSCRIPTION_SEGMENTS = 3;

    private final UnaryOperator<Set<String>> identity;
    private final LongSupplier nanos;
    private final Map<String, Long> refused = new HashMap<>();

    /**
     * Makes one for a person.
     *
     * @param identity returns those among scopes where the person has the permission
     */
    ReadableScopes(UnaryOperator<Set<String>> identity, LongSupplier nanos) {
        this.identity = identity;
        this.nanos = nanos;
    }

    @Override
    public synchronized Set<String> apply(Set<String> scopes) {
        long now = nanos.getAsLong();
        refused.values().removeIf(since -> now - since > REFUSED.toNanos());
        Set<String> subscriptions =
                scopes.stream().map(ReadableScopes::subscription).collect(Collectors.toSet());
        Set<String> readable = ask(subscriptions, now);
        Set<String> found = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (String scope : scopes) {
            (readable.contains(subscription(scope)) ? found : open).add(scope);
        }
        open.removeAll(subscriptions);
        found.addAll(ask(open, now));
        return found;
    }

    private Set<String> ask(Set<String> scopes, long now) {
        Set<String> open = new HashSet<>(scopes);
        open.removeAll(refused.keySet());
        if (open.isEmpty()) {
            return Set.of();
        }
        Set<String> allowed = identity.apply(open);
        open.removeAll(allowed);
        open.forEach(scope -> refused.put(scope, now));
        return allowed;
    }

    private static String subscription(String scope) {
        String[] segments = scope.split("/", SUBSCRIPTION_SEGMENTS + 1);
        return "/" + segments[1] + "/" + segments[2];
    }
}
