package io.mltwin.console.flow;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.console.azure.OwnQuestions;
import io.mltwin.console.session.Session;
import io.mltwin.traces.SpanVisibility;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Decides what a person sees of flows: operators all; others their own calls, what these caused,
 * and calls about scopes where they may read the activity log.
 */
@Singleton
public class FlowReaders {

    private static final Logger LOG = Logger.getLogger(FlowReaders.class);
    private static final String ACTION = "Microsoft.Insights/eventtypes/values/read";

    private final OwnQuestions questions;

    FlowReaders(OwnQuestions questions) {
        this.questions = questions;
    }

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
}
