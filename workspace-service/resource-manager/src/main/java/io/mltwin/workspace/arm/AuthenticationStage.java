package io.mltwin.workspace.arm;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The part of authentication that needs the subscription: its tenant must have issued the token.
 * The token itself was verified in the web layer, before the pipeline.
 */
@Singleton
record AuthenticationStage(Addresses addresses) implements ArmStage {
    @Override
    public void apply(ArmExchange exchange) {
        String given = exchange.request().caller().tenantId();
        if (exchange.subscription == null || AsciiCase.equal(exchange.subscription.tenantId(), given)) {
            return;
        }
        String wanted = issuer(exchange.subscription.tenantId());
        String message = "The access token is from the wrong issuer '"
                + issuer(given)
                + "'. It must match the tenant '"
                + wanted
                + "' associated with this subscription. Please use the authority (URL) '"
                + wanted
                + "' to get the token. Note, if the subscription is transferred to another tenant there is no impact"
                + " to the services, but information about new tenant could take time to propagate (up to an hour).";
        String challenge = "Bearer authorization_uri=\""
                + wanted
                + "\", error=\"invalid_token\", error_description=\"The access token is from the wrong issuer.\"";
        throw new AzureException(401, "InvalidAuthenticationTokenTenant", message)
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }

    private String issuer(String tenantId) {
        return addresses.login() + "/" + tenantId + "/";
    }
}
