package io.mltwin.console.token;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.inspection.TokenInspection;
import io.mltwin.tokencheck.inspection.TokenInspectionRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/**
 * Asks each of the six services what it makes of a token. The question is the console's own, not
 * the user's: the token under inspection is in its body alone.
 */
@ApplicationScoped
class ServiceVerdicts {

    private static final String EXPLAIN = "/_mltwin/token/explain";

    private final ServiceHttp http;
    private final Tokens tokens;
    private final AzureHosts hosts;
    private final CallsOfPage calls;

    ServiceVerdicts(ServiceHttp http, Tokens tokens, AzureHosts hosts, CallsOfPage calls) {
        this.http = http;
        this.tokens = tokens;
        this.hosts = hosts;
        this.calls = calls;
    }

    /**
     * Returns the verdicts of all services, in their order.
     *
     * @param host null to ask for every plane
     */
    List<ServiceVerdict> ask(String token, String host, String path) {
        TokenInspectionRequest question =
                new TokenInspectionRequest(token, host, host == null ? null : path);
        return Arrays.stream(ServiceName.values()).map(name -> ask(name, question)).toList();
    }

    private ServiceVerdict ask(ServiceName service, TokenInspectionRequest question) {
        long start = System.nanoTime();
        try {
            ServiceAnswer answer =
                    http.request(service, "POST", EXPLAIN)
                            .bearer(tokens.forService(service))
                            .json(question)
                            .send();
            note(service, answer.status(), start);
            if (!answer.isSuccess()) {
                return new ServiceVerdict(
                        service.lowerCase(), List.of(), answer.fault().getMessage());
            }
            return new ServiceVerdict(
                    service.lowerCase(), answer.as(TokenInspection.class).planes(), null);
        } catch (AzureException away) {
            note(service, away.status(), start);
            return new ServiceVerdict(service.lowerCase(), List.of(), away.getMessage());
        }
    }

    private void note(ServiceName service, int status, long start) {
        calls.add(
                new MadeCall(
                        "POST",
                        hosts.administration(service).name(),
                        EXPLAIN,
                        status,
                        (System.nanoTime() - start) / 1_000_000,
                        null,
                        null));
    }
}
