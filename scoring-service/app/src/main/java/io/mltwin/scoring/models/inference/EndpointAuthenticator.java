package io.mltwin.scoring.models.inference;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Authenticates a request to a web service or online endpoint in the form that it has: one of its
 * keys, a token of Azure ML for it, or a token of Azure AD for {@code https://ml.azure.com} whose
 * principal may score (how-to-consume-web-service, "Authenticate clients for online endpoints"). All
 * come as {@code Authorization: Bearer}.
 */
@Singleton
class EndpointAuthenticator {

    private static final String SCORE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";

    private final EndpointTokens tokens;
    private final TokenCheck tokenCheck;
    private final AccessClient access;
    private final Plane azureAd;

    EndpointAuthenticator(EndpointTokens tokens, TokenCheck tokenCheck, AccessClient access, Addresses addresses) {
        this.tokens = tokens;
        this.tokenCheck = tokenCheck;
        this.access = access;
        List<String> audiences = new ArrayList<>(Audiences.machineLearning(addresses));
        audiences.removeAll(Audiences.arm(addresses));
        this.azureAd = Plane.aad("/online", Envelope.SCORING, audiences);
    }

    /** Checks a request's credential; for a key or a token of Azure ML it does no I/O. */
    Admission authenticate(String authorization, EndpointCredentials credentials) {
        if (credentials.form() == Authentication.NONE) {
            return Admission.admitted(authorization == null ? "none" : "key", null);
        }
        String given = EndpointCredentials.bearer(authorization);
        if (given == null) {
            return Admission.refused("none", credentials.request());
        }
        return switch (credentials.form()) {
            case TOKEN -> ofEndpointToken(given, credentials);
            case AZURE_AD -> ofAzureAd(given, credentials);
            default ->
                credentials.isKey(given)
                        ? Admission.admitted("key", null)
                        : Admission.refused("key", "This is no key of the " + credentials.noun() + ".");
        };
    }

    private Admission ofEndpointToken(String given, EndpointCredentials credentials) {
        try {
            Caller caller = tokens.read(given, credentials.label());
            return Admission.admitted("endpoint token", caller.displayName());
        } catch (RefusedTokenException refused) {
            return Admission.refused("endpoint token", refused.getMessage());
        }
    }

    private Admission ofAzureAd(String given, EndpointCredentials credentials) {
        try {
            Caller caller = tokenCheck.check(given, azureAd).caller();
            boolean may = access.isAllowed(caller, new AccessClient.Check(SCORE, credentials.armId(), false));
            return new Admission(
                    "Azure AD token",
                    caller.displayName(),
                    may
                            ? null
                            : "The principal '%s' does not have authorization to perform action '%s' over scope '%s'."
                                    .formatted(caller.objectId(), SCORE, credentials.armId()));
        } catch (TokenRefusedException refused) {
            // the event loop does not fetch the issuer's keys
            EventLoopOrWorker.requireWorker();
            return Admission.refused("Azure AD token", refused.getMessage());
        }
    }

    /**
     * The verdict on the credential of a request to a web service or endpoint.
     *
     * @param kind as the log of calls names it
     * @param caller the caller that a token was given to, else null
     * @param refusal why the request is not let in, null when it is
     */
    public record Admission(String kind, String caller, String refusal) {

        public static Admission admitted(String kind, String caller) {
            return new Admission(kind, caller, null);
        }

        public static Admission refused(String kind, String why) {
            return new Admission(kind, null, why);
        }

        public boolean isRefused() {
            return refusal != null;
        }

        /** Says in the log of calls and in the trace what came of the credential. */
        void note(CallRecorder recorder, RoutingContext context) {
            recorder.credential(context, kind, caller, isRefused() ? "refused: " + refusal : "accepted");
        }

        public AzureException fault() {
            return new AzureException(401, "Unauthorized", refusal).withHeaders(Map.of("WWW-Authenticate", "Bearer"));
        }
    }
}
