package io.mltwin.scoring.models.inference.online;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.models.endpoints.ServedEndpoint;
import io.mltwin.scoring.models.inference.Admission;
import io.mltwin.scoring.models.inference.Bearer;
import io.mltwin.scoring.models.services.EndpointTokens;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Authenticates a request to an online endpoint in the form that the endpoint has: one of its keys,
 * a token of Azure ML for it, or a token of Azure AD for {@code https://ml.azure.com} whose
 * principal may score ("Authenticate clients for online endpoints"). All come as {@code
 * Authorization: Bearer}.
 */
@Singleton
class OnlineEndpointAuthenticator {

    private static final String SCORE = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";

    private final EndpointTokens tokens;
    private final TokenCheck tokenCheck;
    private final AccessClient access;
    private final Plane azureAd;

    OnlineEndpointAuthenticator(
            EndpointTokens tokens, TokenCheck tokenCheck, AccessClient access, Addresses addresses) {
        this.tokens = tokens;
        this.tokenCheck = tokenCheck;
        this.access = access;
        List<String> audiences = new ArrayList<>(Audiences.machineLearning(addresses));
        audiences.removeAll(Audiences.arm(addresses));
        this.azureAd = Plane.aad("/online", Envelope.SCORING, audiences);
    }

    /** Checks a request's credential. */
    Admission authenticate(String authorization, ServedEndpoint endpoint) {
        String given = Bearer.of(authorization);
        if (given == null) {
            return new Admission(
                    "none", null, "Give a key or token of the endpoint: Authorization: Bearer <key or token>.");
        }
        return switch (endpoint.authMode()) {
            case KEY -> ofKey(given, endpoint);
            case AML_TOKEN -> ofEndpointToken(given, endpoint);
            case AAD_TOKEN -> ofAzureAd(given, endpoint);
        };
    }

    private static Admission ofKey(String given, ServedEndpoint endpoint) {
        boolean primary = Secrets.same(given, endpoint.primaryKey());
        boolean secondary = Secrets.same(given, endpoint.secondaryKey());
        return primary | secondary
                ? new Admission("key", null, null)
                : new Admission("key", null, "This is no key of the endpoint.");
    }

    private Admission ofEndpointToken(String given, ServedEndpoint endpoint) {
        try {
            Caller caller = tokens.read(given, endpoint.label());
            return new Admission("endpoint token", caller.displayName(), null);
        } catch (RefusedTokenException refused) {
            return new Admission("endpoint token", null, refused.getMessage());
        }
    }

    private Admission ofAzureAd(String given, ServedEndpoint endpoint) {
        try {
            Caller caller = tokenCheck.check(given, azureAd).caller();
            boolean may = access.isAllowed(caller, new AccessClient.Check(SCORE, endpoint.armId(), false));
            return new Admission(
                    "Azure AD token",
                    caller.displayName(),
                    may
                            ? null
                            : "The principal '"
                                    + caller.objectId()
                                    + "' does not have authorization to perform action '"
                                    + SCORE
                                    + "' over scope '"
                                    + endpoint.armId()
                                    + "'.");
        } catch (TokenRefusedException refused) {
            return new Admission("Azure AD token", null, refused.getMessage());
        }
    }
}
