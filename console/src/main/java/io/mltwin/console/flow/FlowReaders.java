package io.mltwin.console.flow;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.console.azure.OwnQuestions;
import io.mltwin.console.session.Session;
import io.mltwin.traces.SpanVisibility;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Decides what a person sees of flows: operators all; others their own calls, what these caused,
 * and calls about scopes where they may read the activity log.
 */
@Singleton
public record FlowReaders(OwnQuestions questions) {

    private static final Logger LOG = Logger.getLogger(FlowReaders.class);
    private static final String ACTION = "Microsoft.Insights/eventtypes/values/read";

    /** Returns all that a person may see. */
    public SpanVisibility of(Session session) {
        if (session.isOperator()) {
            return SpanVisibility.ofOperator();
        }
        Caller caller =
                new Caller(session.tenantId(), session.objectId(), null, session.userPrincipalName(), List.of());
        return new SpanVisibility(
                false,
                session.tenantId(),
                session.objectId(),
                new ReadableScopes(scopes -> ask(caller, scopes), System::nanoTime));
    }

    /** Returns the person's own calls and what these caused. */
    public SpanVisibility ofOwn(Session session) {
        return SpanVisibility.ofOwn(session.tenantId(), session.objectId());
    }

    private Set<String> ask(Caller caller, Set<String> scopes) {
        try {
            return questions.scopesAllowing(caller, ACTION, scopes);
        } catch (AzureException unanswered) {
            // own calls are shown all the same
            LOG.debug("Who may read flows cannot be asked", unanswered);
            return Set.of();
        }
    }

    /**
     * Asks at which scopes a person may read the activity log. Subscriptions are asked first: a person
     * who may read the log of one may read that of all in it. A no is not asked again for some seconds,
     * as identity logs each; a yes is asked each time.
     */
    static final class ReadableScopes implements UnaryOperator<Set<String>> {

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
}
