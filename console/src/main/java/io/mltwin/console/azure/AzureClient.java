package io.mltwin.console.azure;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.console.session.CurrentSession;
import io.mltwin.console.session.UserTokens;
import jakarta.inject.Singleton;
import java.net.http.HttpHeaders;

/**
 * Makes the calls of a page, each with the signed-in user's own token, to the same hosts and paths
 * as Azure's clients. A call that was made stands on the page's receipt.
 */
@Singleton
public record AzureClient(ServiceHttp http, UserTokens tokens, CurrentSession session, CallsOfPage calls) {

    /**
     * Makes a call and returns its answer, whatever its status.
     *
     * @throws AzureException 503 when the service does not answer
     * @throws io.mltwin.console.session.SignInRequiredException when nobody is signed in
     */
    public ServiceAnswer send(AzureCall call) {
        long start = System.nanoTime();
        try {
            ServiceAnswer answer = request(call).send();
            note(call, answer.status(), answer.headers(), start);
            return answer;
        } catch (AzureException away) {
            note(call, away.status(), null, start);
            throw away;
        }
    }

    /**
     * Reads a resource.
     *
     * @throws AzureException with Azure's own status, code and text when it is refused
     */
    public ServiceAnswer get(AzureHost host, String pathAndQuery) {
        return send(AzureCall.get(host, pathAndQuery)).orFault();
    }

    private ServiceRequest request(AzureCall call) {
        AzureHost host = call.host();
        ServiceRequest request =
                http.request(host.service(), call.method(), call.pathAndQuery()).host(host.name());
        if (host.audience() != null && call.authenticated()) {
            request.bearer(tokens.token(session.require(), host.audience()));
        }
        call.headers().forEach(request::header);
        if (call.json() != null) {
            request.json(call.json());
        } else if (call.bytes() != null) {
            request.bytes(call.contentType(), call.bytes());
        }
        return request;
    }

    private void note(AzureCall call, int status, HttpHeaders headers, long start) {
        calls.add(new MadeCall(
                call.method(),
                call.host().name(),
                path(call),
                status,
                (System.nanoTime() - start) / 1_000_000,
                header(headers, "x-ms-request-id"),
                header(headers, "x-ms-mltwin-decision")));
    }

    private static String path(AzureCall call) {
        int query = call.pathAndQuery().indexOf('?');
        return query < 0 ? call.pathAndQuery() : call.pathAndQuery().substring(0, query);
    }

    private static String header(HttpHeaders headers, String name) {
        return headers == null ? null : headers.firstValue(name).orElse(null);
    }
}
