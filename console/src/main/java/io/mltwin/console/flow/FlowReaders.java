package io.mltwin.console.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.console.azure.OwnQuestions;
import io.mltwin.console.session.Session;
import io.mltwin.traces.SpanVisibility;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Decides what a person sees of flows: operators all; others their own calls, what these caused,
 * and calls about scopes where they may read the activity log.
 */
@Singleton
public class FlowReaders {

    private static final Logger LOG = Logger.getLogger(FlowReaders.class);
    private static final String ACTION = "Microsoft.Insights/eventtypes/values/read";

    private static final Duration FORGOTTEN = Duration.ofMinutes(5);
    private static final int MOST_PEOPLE = 1_000;

    private final ScopeQuestion questions;
    private final LongSupplier nanos;

    /** All pages and streams of a person ask together. */
    private final Cache<Person, ReadableScopes> readable =
            Caffeine.newBuilder().expireAfterAccess(FORGOTTEN).maximumSize(MOST_PEOPLE).build();

    private record Person(String tenantId, String objectId) {}

    /** Returns those scopes at which a person may do something. */
    interface ScopeQuestion {
        Set<String> scopesAllowing(Caller caller, String action, Set<String> scopes);
    }

    @Inject
    FlowReaders(OwnQuestions questions) {
        this(questions::scopesAllowing, System::nanoTime);
    }

    FlowReaders(ScopeQuestion questions, LongSupplier nanos) {
        this.questions = questions;
        this.nanos = nanos;
    }

    /** Returns all that a person may see. */
    public SpanVisibility of(Session session) {
        if (session.isOperator()) {
            return SpanVisibility.ofOperator();
        }
        Person person = new Person(session.tenantId(), session.objectId());
        return new SpanVisibility(
                false,
                person.tenantId(),
                person.objectId(),
                readable.get(
                        person,
                        any -> {
                            Caller caller = caller(session);
                            return new ReadableScopes(scopes -> ask(caller, scopes), nanos);
                        }));
    }

    private static Caller caller(Session session) {
        return new Caller(
                session.tenantId(),
                session.objectId(),
                null,
                session.userPrincipalName(),
                List.of());
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
}
