package io.mltwin.console.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Makes the call of a probe and notes what came of it. */
@ApplicationScoped
class ProbeCalls {

    private final AzureClient azure;
    private final Clock clock;

    ProbeCalls(AzureClient azure, Clock clock) {
        this.azure = azure;
        this.clock = clock;
    }

    ServiceAnswer send(AzureCall call) {
        return azure.send(call);
    }

    /** Makes the call that decides. */
    Probe probe(SurfaceKind kind, AzureCall call) {
        long start = System.nanoTime();
        try {
            ServiceAnswer answer = azure.send(call);
            return of(kind, call, answer.status(), code(answer), start);
        } catch (AzureException away) {
            return of(kind, call, away.status(), away.code(), start);
        }
    }

    Probe ofNothing(SurfaceKind kind) {
        return Probe.ofNothing(kind, clock.instant());
    }

    /** Notes a call before the one that decides, which was refused. */
    Probe refused(SurfaceKind kind, AzureCall call, ServiceAnswer answer) {
        return of(kind, call, answer.status(), code(answer), System.nanoTime());
    }

    private Probe of(SurfaceKind kind, AzureCall call, int status, String code, long start) {
        int query = call.pathAndQuery().indexOf('?');
        String path = query < 0 ? call.pathAndQuery() : call.pathAndQuery().substring(0, query);
        return new Probe(
                kind,
                call.method() + " https://" + call.host().name() + path,
                status,
                code,
                (System.nanoTime() - start) / 1_000_000,
                clock.instant());
    }

    private static String code(ServiceAnswer answer) {
        if (answer.isSuccess()) {
            return "";
        }
        String ofHeader = answer.headers().firstValue("x-ms-error-code").orElse(null);
        if (ofHeader != null) {
            return ofHeader;
        }
        try {
            JsonNode first = answer.json().path("errors").path(0).path("code");
            return first.isTextual() ? first.asText() : answer.fault().code();
        } catch (AzureException notJson) {
            return "";
        }
    }
}
