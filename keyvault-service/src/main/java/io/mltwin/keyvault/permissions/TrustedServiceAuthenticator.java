package io.mltwin.keyvault.permissions;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.TokenRefusedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.stream.Stream;

/**
 * Recognizes requests that Azure Machine Learning itself makes in the name of a workspace's
 * identity: they carry a second token, of the service. A script that has the identity's token has
 * no such one.
 *
 * <p>Deviation: Azure knows its services by the networks they call from.
 */
@RequestScoped
class TrustedServiceAuthenticator {

    private static final String SCHEME = "Bearer ";
    private static final Plane OF_SERVICES = Plane.of("/vault", Envelope.KEY_VAULT, TokenKind.SERVICE);

    private final RoutingContext context;
    private final TokenCheck tokens;
    private final Principals principals;

    TrustedServiceAuthenticator(RoutingContext context, TokenCheck tokens, Principals principals) {
        this.context = context;
        this.tokens = tokens;
        this.principals = principals;
    }

    boolean isCaller() {
        String header = context.request().getHeader(Tokens.TRUSTED_SERVICE);
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        try {
            String application =
                    tokens.check(header.substring(SCHEME.length()), OF_SERVICES).applicationId();
            return Stream.of(ServiceName.WORKSPACE, ServiceName.COMPUTE)
                    .anyMatch(service ->
                            principals.service(service).applicationId().equals(application));
        } catch (TokenRefusedException refused) {
            return false;
        }
    }
}
