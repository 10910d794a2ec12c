package io.mltwin.tokencheck;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ErrorResponseWriter;
import io.mltwin.encoding.AsciiCase;
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
        ResetRequestFilter requests)
        implements HttpAuthenticationMechanism {

    private static final String REFUSED = "mltwin.refused";
    private static final String PLANE = "mltwin.plane";

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
        return plane.leavesToResource(token) ? nobody(context) : verify(context, plane, token);
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
                return Uni.createFrom().item(identity(context, known));
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
            return Uni.createFrom().item(identity(context, check.check(token, plane)));
        } catch (TokenRefusedException refused) {
            return refuse(context, refused);
        }
    }

    private static Uni<SecurityIdentity> nobody(RoutingContext context) {
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, LATER_FAILURE);
        return Uni.createFrom().nullItem();
    }

    private SecurityIdentity identity(RoutingContext context, VerifiedToken token) {
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
        context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, LATER_FAILURE);
        return QuarkusSecurityIdentity.builder().setPrincipal(token).build();
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
