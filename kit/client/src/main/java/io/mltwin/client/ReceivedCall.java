package io.mltwin.client;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A call that a service of the platform received.
 *
 * @param tokenKind such as {@code AAD}, {@code SharedKey} or {@code none}
 * @param verdict {@code accepted}, or why the token was refused
 * @param correlationId by which Azure's support finds a request
 */
public record ReceivedCall(
        Instant time,
        String service,
        String method,
        String host,
        String path,
        String tokenKind,
        String verdict,
        int status,
        String correlationId) {
    /** One service on each port, counted from the platform's first. */
    static final int SERVICES = 6;

    static List<ReceivedCall> of(Mltwin platform, Tenant tenant, Instant since) {
        String administrator = platform.administratorToken();
        List<ReceivedCall> calls = new ArrayList<>();
        for (int service = 1; service <= SERVICES; service++) {
            URI log = platform.address().administration(service, "calls");
            for (JsonValue call : platform.http().get(log, administrator).items()) {
                ReceivedCall received = of(call);
                if (isOf(tenant, call) && !received.time().isBefore(since)) {
                    calls.add(received);
                }
            }
        }
        calls.sort(Comparator.comparing(ReceivedCall::time));
        return calls;
    }

    private static boolean isOf(Tenant tenant, JsonValue call) {
        return text(call, "issuer").contains(tenant.id())
                || text(call, "path").contains(tenant.id())
                || text(call, "path").contains(tenant.subscriptionId());
    }

    private static ReceivedCall of(JsonValue call) {
        return new ReceivedCall(
                Instant.parse(text(call, "time")),
                text(call, "service"),
                text(call, "method"),
                text(call, "host"),
                text(call, "path"),
                text(call, "tokenKind"),
                text(call, "verdict"),
                (int) call.at("status").number(),
                text(call, "correlationId"));
    }

    private static String text(JsonValue call, String name) {
        String text = call.at(name).text();
        return text == null ? "" : text;
    }

    /** Returns the call in a line. */
    public String line() {
        return service + " " + method + " " + path + " (" + tokenKind + ", " + verdict + ") answered " + status;
    }
}
