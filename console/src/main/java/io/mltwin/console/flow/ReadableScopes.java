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
 * who may read the log of one may read that of all in it. An answer is not asked for again for some
 * seconds, by none of the person's pages: identity logs each no, and a yes that was taken away
 * counts for no longer than {@link #ALLOWED} after it was asked for.
 */
final class ReadableScopes implements UnaryOperator<Set<String>> {

    static final Duration REFUSED = Duration.ofSeconds(10);

    /** With the second for which the client of identity keeps a yes, half a minute. */
    static final Duration ALLOWED = Duration.ofSeconds(29);

    /** So many answers are kept; then all are asked for again. */
    static final int MOST = 5_000;

    private static final int SUBSCRIPTION_SEGMENTS = 3;

    private final UnaryOperator<Set<String>> identity;
    private final LongSupplier nanos;
    private final Map<String, Answer> answers = new HashMap<>();

    private record Answer(boolean allowed, long since) {

        boolean isOver(long now) {
            return now - since >= (allowed ? ALLOWED : REFUSED).toNanos();
        }
    }

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
        answers.values().removeIf(answer -> answer.isOver(now));
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
        open.removeAll(answers.keySet());
        Set<String> allowed =
                scopes.stream()
                        .filter(scope -> answers.containsKey(scope) && answers.get(scope).allowed())
                        .collect(Collectors.toCollection(HashSet::new));
        if (!open.isEmpty()) {
            Set<String> granted = identity.apply(open);
            if (answers.size() + open.size() > MOST) {
                answers.clear();
            }
            open.forEach(scope -> answers.put(scope, new Answer(granted.contains(scope), now)));
            allowed.addAll(granted);
        }
        return allowed;
    }

    private static String subscription(String scope) {
        String[] segments = scope.split("/", SUBSCRIPTION_SEGMENTS + 1);
        return "/" + segments[1] + "/" + segments[2];
    }
}
