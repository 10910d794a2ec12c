package io.mltwin.scoring.registry.repositories;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import jakarta.inject.Singleton;

/**
 * Signs a service principal in by its application id and secret, as a registry of Azure does for
 * {@code docker login}: Azure AD of the registry's tenant is asked for a token, which is then
 * verified like any other.
 */
@Singleton
record ServicePrincipalSignIn(ServiceHttp http, TokenCheck tokens) {

    private static final String SCOPE = "https://containerregistry.azure.net/.default";
    private static final int SERVER_ERROR = 500;

    /**
     * Returns the service principal.
     *
     * @param plane the audiences that the registry accepts
     * @throws RefusedTokenException if Azure AD knows no such application there, or the secret is
     *     not its own
     * @throws AzureException 503 {@code UNAVAILABLE} if Azure AD cannot be asked
     */
    Caller signIn(RegistryAccount registry, String applicationId, String secret, Plane plane)
            throws RefusedTokenException {
        if (registry.tenantId() == null) {
            throw new RefusedTokenException("The registry was made before service principals could sign in.");
        }
        ServiceAnswer answer = http.request(
                        ServiceName.IDENTITY, "POST", "/" + registry.tenantId() + "/oauth2/v2.0/token")
                .form("grant_type=client_credentials&client_id="
                        + UriEncoding.encodeFormValue(applicationId)
                        + "&client_secret="
                        + UriEncoding.encodeFormValue(secret)
                        + "&scope="
                        + UriEncoding.encodeFormValue(SCOPE))
                .send();
        if (answer.status() >= SERVER_ERROR) {
            throw new AzureException(503, "UNAVAILABLE", "Azure AD cannot be asked about the credential: try again.");
        }
        if (!answer.isSuccess()) {
            throw new RefusedTokenException("Azure AD refuses the application id or its secret.");
        }
        try {
            return tokens.check(answer.json().path("access_token").asText(), plane)
                    .caller();
        } catch (TokenRefusedException refused) {
            throw new RefusedTokenException(refused.getMessage());
        }
    }
}
