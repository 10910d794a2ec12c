package io.mltwin.console.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureCall;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.page.ShownError;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the call of a probe and notes what came of it. */
@Singleton
record ProbeCalls(AzureClient azure, Clock clock) {

    ServiceAnswer send(AzureCall call) {
        return azure.send(call);
    }

    /** Makes the call that decides. */
    Probe probe(SurfaceKind kind, AzureCall call) {
        long start = System.nanoTime();
        try {
            return of(kind, call, azure.send(call), start);
        } catch (AzureException away) {
            return away(kind, away);
        }
    }

    Probe ofNothing(SurfaceKind kind) {
        return Probe.ofNothing(kind, clock.instant());
    }

    /** Notes a call before the one that decides, which was refused. */
    Probe refused(SurfaceKind kind, AzureCall call, ServiceAnswer answer) {
        return of(kind, call, answer, System.nanoTime());
    }

    /** Notes that a call before the one that decides was refused, or its service is away. */
    Probe away(SurfaceKind kind, AzureException fault) {
        ShownError error = ShownError.of(fault);
        return new Probe(kind, "", error.status(), error.code(), error.message(), error.decision(), 0, clock.instant());
    }

    private Probe of(SurfaceKind kind, AzureCall call, ServiceAnswer answer, long start) {
        int query = call.pathAndQuery().indexOf('?');
        String path = query < 0 ? call.pathAndQuery() : call.pathAndQuery().substring(0, query);
        ShownError error = answer.isSuccess() ? null : error(answer);
        return new Probe(
                kind,
                call.method() + " https://" + call.host().name() + path,
                answer.status(),
                error == null ? "" : error.code(),
                error == null ? "" : error.message(),
                error == null ? null : error.decision(),
                (System.nanoTime() - start) / 1_000_000,
                clock.instant());
    }

    /** Reads an error of storage or of a registry, which differ from the others, or of another. */
    private static ShownError error(ServiceAnswer answer) {
        ShownError plain = ShownError.of(answer.fault());
        JsonNode first = json(answer).path("errors").path(0);
        return first.path("code").isTextual()
                ? new ShownError(
                        plain.status(),
                        first.path("code").asText(),
                        first.path("message").asText(""),
                        plain.details(),
                        plain.requestId(),
                        plain.decision(),
                        plain.advice())
                : plain;
    }

    private static JsonNode json(ServiceAnswer answer) {
        try {
            return answer.json();
        } catch (AzureException notJson) {
            return MissingNode.getInstance();
        }
    }
}
