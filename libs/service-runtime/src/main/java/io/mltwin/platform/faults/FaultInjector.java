package io.mltwin.platform.faults;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.tracing.CallRecorder;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lets requests fail as the operator has ordered. The platform's own administration, health,
 * console and sign-in are never hit, so that faults can always be seen and cleared.
 */
@Singleton
public record FaultInjector(FaultTable table, CallRecorder recorder, Addresses addresses, Principals principals) {

    private static final List<String> NEVER = List.of("/q/", "/_mltwin/", "/console", "/v1/traces");
    private static final String LOGIN = "/login/";

    /** Returns true when nothing is to go wrong. */
    public boolean isIdle() {
        return table.isEmpty();
    }

    /**
     * Lets a request pass, late if it is so ordered.
     *
     * @param tenant of the token, null without one
     * @param principal object id in the token, null without one
     * @param internal the token is one of services alone
     * @return the error to answer with, or null; nothing at all when the connection is gone
     */
    public Uni<AzureException> pass(RoutingContext context, String tenant, String principal, boolean internal) {
        Fault fault = find(context, tenant, principal, internal);
        if (fault == null) {
            return Uni.createFrom().nullItem();
        }
        FaultRule rule = fault.rule();
        recorder.addToVerdict(context, "hit by fault " + fault.id());
        return Uni.createFrom().emitter(emitter -> {
            Runnable go = () -> {
                if (rule.isReset()) {
                    context.response().reset();
                } else if (!context.response().closed()) {
                    // a client that left meanwhile waits for no answer
                    emitter.complete(rule.hasStatus() ? FaultErrors.error(Envelope.of(context), fault) : null);
                }
            };
            if (rule.latencyMillis() == null) {
                go.run();
            } else {
                context.vertx().setTimer(rule.latencyMillis(), fired -> go.run());
            }
        });
    }

    private Fault find(RoutingContext context, String tenant, String principal, boolean internal) {
        String path = HostToPath.internalPath(context);
        OriginalRequest request = OriginalRequest.of(context);
        String inPath = path.startsWith(LOGIN) ? path.substring(LOGIN.length()).split("/", 2)[0] : null;
        if (NEVER.stream().anyMatch(path::startsWith) || principals.tenantId().equals(inPath)) {
            return null;
        }
        String host = AsciiCase.lower(request.host().replaceFirst(":[0-9]+$", ""));
        return table.hit(new FaultedRequest(
                request.method(),
                host,
                request.path(),
                tenant == null ? inPath : tenant,
                principal,
                internal || path.startsWith("/_") || addresses.isOwnName(host)));
    }
}
