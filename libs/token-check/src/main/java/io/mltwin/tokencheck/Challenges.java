package io.mltwin.tokencheck;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.quarkus.arc.DefaultBean;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The 401 of each plane: Azure's code, and the {@code WWW-Authenticate} challenge from which a
 * client learns where to get which token. A service whose challenge depends on more (a vault's
 * tenant) provides its own bean.
 */
@Singleton
@DefaultBean
public class Challenges {

    private final Addresses addresses;

    public Challenges(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Returns the refusal as an error of the plane; headers include the challenge. */
    public AzureException fault(RoutingContext context, Plane plane, TokenRefusedException refused) {
        if (refused.refusal() == Refusal.KEYS_UNAVAILABLE) {
            return new AzureException(503, refused.refusal().code(), refused.getMessage())
                    .withHeaders(Map.of("Retry-After", "1"));
        }
        String code = code(plane.envelope(), refused.refusal());
        AzureException fault = new AzureException(401, code, refused.getMessage())
                .withHeaders(Map.of("WWW-Authenticate", challenge(context, plane, refused.refusal())));
        return switch (plane.envelope()) {
            case MODEL_MANAGEMENT ->
                new AzureException(401, "Unauthorized", "Unauthorized")
                        .withDetails(
                                List.of(new AzureException.Detail("EmptyOrInvalidToken", refused.getMessage(), null)))
                        .withHeaders(fault.content().headers());
            case RUN_HISTORY -> fault.withInnerCode(refused.refusal().code());
            default -> fault;
        };
    }

    private static String code(Envelope envelope, Refusal refusal) {
        return switch (envelope) {
            case KEY_VAULT -> "Unauthorized";
            case BLOB -> refusal == Refusal.MISSING ? "NoAuthenticationInformation" : "InvalidAuthenticationInfo";
            case REGISTRY -> "UNAUTHORIZED";
            case MLFLOW -> "UNAUTHENTICATED";
            default -> refusal.code();
        };
    }

    /** Returns the value of {@code WWW-Authenticate}. */
    protected String challenge(RoutingContext context, Plane plane, Refusal refusal) {
        return switch (plane.envelope()) {
            case BLOB ->
                "Bearer authorization_uri="
                        + addresses.login()
                        + "/common/oauth2/authorize resource_id=https://storage.azure.com";
            case KEY_VAULT ->
                "Bearer authorization=\""
                        + addresses.login()
                        + "/common\", resource=\""
                        + addresses.vaultAudience()
                        + "\"";
            default ->
                "Bearer authorization_uri=\""
                        + addresses.login()
                        + "/common\", error=\"invalid_token\", error_description=\""
                        + refusal.text()
                        + "\"";
        };
    }
}
