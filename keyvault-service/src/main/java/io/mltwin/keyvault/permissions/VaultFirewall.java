package io.mltwin.keyvault.permissions;

import io.mltwin.access.Tokens;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultCache;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Applies a vault's firewall, after the token is checked and before the permission. Trusted
 * services are the platform's first-party applications, speaking for themselves or, as {@link
 * TrustedServiceAuthenticator}, for a workspace's identity; a managed identity by itself is none.
 */
@Singleton
record VaultFirewall(VaultCache vaults, ClientAddress address, TrustedServiceAuthenticator services) {
    /**
     * Requires that the caller may connect.
     *
     * @throws AzureException 403 {@code Forbidden} with inner code {@code ForbiddenByFirewall} or
     *     {@code ForbiddenByConnection}
     */
    void require(Vault vault, VerifiedToken token) {
        if (vault.network().open() && !vault.network().closed()
                || vault.network().bypass() && (vaults.isFirstParty(token) || services.isCaller())) {
            return;
        }
        String from = address.text();
        if (vault.network().allows(from)) {
            return;
        }
        String caller =
                "\r\nCaller: " + PermissionAuthorizer.who(token) + "\r\nVault: " + PermissionAuthorizer.where(vault);
        if (vault.network().closed()) {
            throw forbidden(
                    "ForbiddenByConnection",
                    "Public network access is disabled and request is not from a trusted service nor via"
                            + " an approved private link."
                            + caller);
        }
        throw forbidden(
                "ForbiddenByFirewall",
                "Client address is not authorized and caller is not a trusted service.\r\nClient address: "
                        + from
                        + caller);
    }

    private static AzureException forbidden(String inner, String message) {
        return AzureException.forbidden("Forbidden", message).withInnerCode(inner);
    }

    /** The address of this request's connection; no header changes it. */
    @RequestScoped
    static class ClientAddress {

        private final RoutingContext context;

        ClientAddress(RoutingContext context) {
            this.context = context;
        }

        String text() {
            SocketAddress address = context.request().remoteAddress();
            return address == null ? null : address.hostAddress();
        }
    }

    /**
     * Recognizes requests that Azure Machine Learning itself makes in the name of a workspace's
     * identity: they carry a second token, of the service. A script that has the identity's token has
     * no such one.
     *
     * <p>Deviation: Azure knows its services by the networks they call from.
     */
    @RequestScoped
    static class TrustedServiceAuthenticator {

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
                String application = tokens.check(header.substring(SCHEME.length()), OF_SERVICES)
                        .applicationId();
                return Stream.of(ServiceName.WORKSPACE, ServiceName.COMPUTE)
                        .anyMatch(service ->
                                principals.service(service).applicationId().equals(application));
            } catch (TokenRefusedException refused) {
                return false;
            }
        }
    }
}
