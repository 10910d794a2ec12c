package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.Caller;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.models.services.Deployment;
import io.mltwin.scoring.models.services.EndpointTokens;
import jakarta.inject.Singleton;

/**
 * Authenticates a request to a web service by one of the service's keys or by a token of it,
 * whichever form the service has. Clients send it as {@code Authorization: Bearer <key or token>}
 * (how-to-consume-web-service).
 */
@Singleton
class EndpointAuthenticator {

    private final EndpointTokens tokens;

    EndpointAuthenticator(EndpointTokens tokens) {
        this.tokens = tokens;
    }

    /** Checks a request's credential. It does no I/O once the service is loaded. */
    Admission authenticate(String authorization, Deployment deployment) {
        return switch (deployment.authentication()) {
            case NONE -> Admission.admitted(authorization == null ? "none" : "key", null);
            case KEY -> ofKey(Bearer.of(authorization), deployment);
            case TOKEN -> ofToken(Bearer.of(authorization), deployment);
        };
    }

    private static Admission ofKey(String given, Deployment deployment) {
        if (given == null) {
            return Admission.refused("none", "Give a key of the service: Authorization: Bearer <key>.");
        }
        return ServiceKeyValidator.passes(given, deployment)
                ? Admission.admitted("key", null)
                : Admission.refused("key", "This is no key of the service.");
    }

    private Admission ofToken(String given, Deployment deployment) {
        if (given == null) {
            return Admission.refused("none", "Give a token of the service: Authorization: Bearer <token>.");
        }
        try {
            Caller caller = tokens.read(given, deployment);
            return Admission.admitted("endpoint token", caller.displayName());
        } catch (RefusedTokenException refused) {
            return Admission.refused("endpoint token", refused.getMessage());
        }
    }
}
