package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.unsupportedGrant;

import io.mltwin.platform.http.EventLoopOrWorker;
import jakarta.enterprise.context.ApplicationScoped;

/** Issues the token that a request to Azure AD's token endpoint asks for, by its grant. */
@ApplicationScoped
class TokenService {

    private static final String CLIENT_CREDENTIALS = "client_credentials";

    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;
    private final AuthorizationCodeGrant authorizationCode;
    private final RefreshTokenGrant refreshToken;
    private final DeviceCodeGrant deviceCode;
    private final OnBehalfOfGrant onBehalfOf;

    TokenService(
            ClientCredentialsGrant clientCredentials,
            PasswordGrant password,
            AuthorizationCodeGrant authorizationCode,
            RefreshTokenGrant refreshToken,
            DeviceCodeGrant deviceCode,
            OnBehalfOfGrant onBehalfOf) {
        this.clientCredentials = clientCredentials;
        this.password = password;
        this.authorizationCode = authorizationCode;
        this.refreshToken = refreshToken;
        this.deviceCode = deviceCode;
        this.onBehalfOf = onBehalfOf;
    }

    IssuedToken issue(TokenRequest request) {
        String grant = request.required("grant_type");
        if (!grant.equals(CLIENT_CREDENTIALS)) {
            // the other grants read and change rows of users
            EventLoopOrWorker.requireWorker();
        }
        return switch (grant) {
            case CLIENT_CREDENTIALS -> clientCredentials.issue(request);
            case "password" -> password.issue(request);
            case "authorization_code" -> authorizationCode.issue(request);
            case "refresh_token" -> refreshToken.issue(request);
            case "device_code", "urn:ietf:params:oauth:grant-type:device_code" -> deviceCode.issue(request);
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> onBehalfOf.issue(request);
            default -> throw unsupportedGrant(grant.substring(0, Math.min(grant.length(), 64)));
        };
    }
}
