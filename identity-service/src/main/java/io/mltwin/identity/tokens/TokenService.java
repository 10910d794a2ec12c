package io.mltwin.identity.tokens;

import jakarta.enterprise.context.ApplicationScoped;

/** Azure AD's token endpoint: sends a request to its grant. */
@ApplicationScoped
class TokenService {

    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;

    TokenService(ClientCredentialsGrant clientCredentials, PasswordGrant password) {
        this.clientCredentials = clientCredentials;
        this.password = password;
    }

    IssuedToken issue(TokenRequest request) {
        String grant = request.required("grant_type");
        return switch (grant) {
            case "client_credentials" -> clientCredentials.issue(request);
            case "password" -> password.issue(request);
            case "refresh_token",
                    "authorization_code",
                    "device_code",
                    "urn:ietf:params:oauth:grant-type:device_code",
                    "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
                    throw AadErrors.grantNotBuilt(grant);
            default -> throw AadErrors.unsupportedGrant(grant);
        };
    }
}
