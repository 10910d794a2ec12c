package io.mltwin.console.decisions;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;

/**
 * Asks identity to explain decisions, with the signed-in user's own token for Azure Resource
 * Manager and never with the service token of this process. So identity alone decides who may see a
 * decision: the principal concerned, and who may read role assignments at its scope; the console
 * has no rule about it that could differ from {@code ./mltwin why --as}.
 */
@Singleton
public record DecisionClient(AzureClient azure, AzureHosts hosts) {

    private static final String PREFIX = "/_mltwin/access/";

    /**
     * A question.
     *
     * @param principalId null for the signed-in user
     * @param data true for a data action
     */
    public record Question(String principalId, String action, String scope, boolean data) {}

    /**
     * Returns a denial as it was made.
     *
     * @throws AzureException 404 when there is none that the user may see
     */
    public Explanation find(String decision) {
        return azure.get(hosts.accessDecisions(), PREFIX + "decisions/" + UriEncoding.encodePathSegment(decision))
                .as(Explanation.class);
    }

    /**
     * Explains what would be decided at this time.
     *
     * @throws AzureException 403 when the user may not ask about the principal at the scope
     */
    public Explanation explain(Question question) {
        return ask(question).orFault().as(Explanation.class);
    }

    /** Returns whether the signed-in user may do an action of the control plane at a scope. */
    public boolean mayI(String action, String scope) {
        return explain(new Question(null, action, scope, false)).allowed();
    }

    private ServiceAnswer ask(Question question) {
        return azure.send(new AzureCall(hosts.accessDecisions(), "POST", PREFIX + "explain").withJson(question));
    }
}
