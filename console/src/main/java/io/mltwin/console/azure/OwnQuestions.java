package io.mltwin.console.azure;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The few questions that the console asks as the service it is, because no user may ask them: what
 * a service makes of a token, and whose calls somebody may see. What Azure answers to users is
 * asked by {@link AzureClient}.
 */
@Singleton
public record OwnQuestions(ServiceHttp http, Tokens tokens, AccessClient access, AzureHosts hosts, CallsOfPage calls) {

    private static final String EXPLAIN_TOKEN = "/_mltwin/token/explain";

    /**
     * Asks a service what it makes of a token, and returns its answer, whatever its status.
     *
     * @param question with the token, in the body alone
     * @throws AzureException 503 when the service does not answer
     */
    public ServiceAnswer explainToken(ServiceName service, Object question) {
        long start = System.nanoTime();
        try {
            ServiceAnswer answer = http.request(service, "POST", EXPLAIN_TOKEN)
                    .bearer(tokens.forService(service))
                    .json(question)
                    .send();
            note(service, answer.status(), start);
            return answer;
        } catch (AzureException away) {
            note(service, away.status(), start);
            throw away;
        }
    }

    /**
     * Returns those scopes at which a person may do something. It belongs to no page, so it may be
     * asked on any thread and stands on no receipt.
     *
     * @throws AzureException 503 when identity does not answer
     */
    public Set<String> scopesAllowing(Caller caller, String action, Set<String> scopes) {
        List<String> asked = List.copyOf(scopes);
        List<Boolean> answers = access.decide(
                caller,
                asked.stream().map(scope -> new Check(action, scope, false)).toList());
        Set<String> allowed = new HashSet<>();
        for (int i = 0; i < asked.size(); i++) {
            if (answers.get(i)) {
                allowed.add(asked.get(i));
            }
        }
        return allowed;
    }

    private void note(ServiceName service, int status, long start) {
        calls.add(new MadeCall(
                "POST",
                hosts.administration(service).name(),
                EXPLAIN_TOKEN,
                status,
                (System.nanoTime() - start) / 1_000_000,
                null,
                null));
    }
}
