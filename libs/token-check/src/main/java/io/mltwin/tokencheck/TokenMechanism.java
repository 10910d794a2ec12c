package io.mltwin.tokencheck;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.faults.FaultInjector;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.platform.reset.ResetRequestFilter;
import io.mltwin.platform.tracing.CallRecorder;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Authenticates every request in the web layer, before any resource: finds the plane of its path
 * and lets pass only what that plane accepts. Own mechanism instead of SmallRye's, which knows one
 * issuer, the system clock, and no plane.
 */
@Singleton
public record TokenMechanism(
        Planes planes,
        TokenCheck check,
        Challenges challenges,
        ErrorResponseWriter writer,
        CallRecorder recorder,
        ResetRequestFilter requests,
        FaultInjector faults)
        implements HttpAuthenticationMechanism {

    private static final String REFUSED = "mltwin.refused";
    private static final String PLANE = "mltwin.plane";
    private static final Set<TokenKind> OF_SERVICES = Set.of(TokenKind.SERVICE, TokenKind.ASSERTION);

    /**
     * Handles a failure behind authentication. Quarkus REST puts the same in place of the web
     * layer's own, but first makes the table of all paths of the service for each request, to name
     * a template that no meter here reads.
     */
    private static final BiConsumer<RoutingContext, Throwable> LATER_FAILURE = (context, failure) -> {
        if (!context.failed()) {
            context.fail(DefaultAuthFailureHandler.extractRootCause(failure));
        }
    };

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        Plane plane = planes.find(HostToPath.internalPath(context), context.normalizedPath());
        if (plane == null) {
            return refuse(context, notFound("NotFound", "Nothing answers at this path."));
        }
        context.put(PLANE, plane);
        plane.envelope().setFor(context);
        recorder.start(context);
        if (!plane.answersDuringReset() && !requests.admit(context)) {
            return refuse(context, ResetRequestFilter.paused());
        }
        String token = bearer(context.request().getHeader("Authorization"));
        return plane.leavesToResource(token) ? admit(context, null) : verify(context, plane, token);
    }

    /** Returns what follows {@code Bearer}, or null when the header is not of that scheme. */
    private static String bearer(String header) {
        return header == null || !AsciiCase.startsWith(header, "Bearer ")
                ? null
                : header.substring(7).trim();
    }

    private Uni<SecurityIdentity> verify(RoutingContext context, Plane plane, String token) {
        try {
            VerifiedToken known = check.checkAgain(token, plane);
            if (known != null) {
                return admit(context, known);
            }
        } catch (TokenRefusedException refused) {
            return refuse(context, refused);
        }
        CompletableFuture<?> keys = recorder.working(context, () -> check.fetchKeys(token));
        if (keys == null) {
            return verifyByKept(context, plane, token);
        }
        return Uni.createFrom()
                .completionStage(
                        Future.fromCompletionStage(keys, Vertx.currentContext()).toCompletionStage())
                .onItem()
                .transformToUni(fetched ->
                        // a client that left while keys were fetched waits for no answer,
                        // and its body can no longer be read
                        context.response().closed() ? Uni.createFrom().nothing() : verifyByKept(context, plane, token));
    }

    private Uni<SecurityIdentity> verifyByKept(RoutingContext context, Plane plane, String token) {
        try {
            return admit(context, check.check(token, plane));
        } catch (TokenRefusedException refused) {
            return refuse(context, refused);
        }
    }

    /**
     * Lets a request go on to its resource, unless a fault is ordered for it.
     *
     * @param token null where the resource looks for a credential itself
     */
    private Uni<SecurityIdentity> admit(RoutingContext context, VerifiedToken token) {
        if (token != null) {
            record(context, token);
        }
        if (faults.isIdle()) {
            return accept(context, token);
        }
        return faults.pass(
                        context,
                        token == null ? null : token.tenantId(),
                        token == null ? null : token.objectId(),
                        token != null && OF_SERVICES.contains(token.kind()))
                .onItem()
                .transformToUni(fault -> fault == null ? accept(context, token) : refuse(context, fault));
    }

    private static Uni<SecurityIdentity> accept(RoutingContext context, VerifiedToken token) {
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, LATER_FAILURE);
        return token == null
                ? Uni.createFrom().nullItem()
                : Uni.createFrom()
                        .item(QuarkusSecurityIdentity.builder()
                                .setPrincipal(token)
                                .build());
    }

    private void record(RoutingContext context, VerifiedToken token) {
        recorder.accepted(
                context,
                new CallRecorder.Token(
                        token.kind().name(),
                        token.issuer(),
                        token.audience(),
                        token.scope(),
                        token.displayName(),
                        token.tenantId(),
                        token.objectId()));
    }

    private Uni<SecurityIdentity> refuse(RoutingContext context, TokenRefusedException refused) {
        recorder.credential(
                context,
                refused.refusal() == Refusal.MISSING ? "none" : "refused",
                null,
                "refused: " + refused.refusal().text());
        return refuse(context, challenges.fault(context, context.get(PLANE), refused));
    }

    private static Uni<SecurityIdentity> refuse(RoutingContext context, AzureException fault) {
        context.put(REFUSED, fault);
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        AzureException fault = context.get(REFUSED);
        if (fault == null) {
            fault = challenges.fault(context, context.get(PLANE), new TokenRefusedException(Refusal.MISSING, null));
        }
        writer.write(context, fault);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
