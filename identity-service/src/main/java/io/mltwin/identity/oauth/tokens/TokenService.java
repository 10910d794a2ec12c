package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.unsupportedGrant;

import io.mltwin.platform.http.EventLoopOrWorker;
import jakarta.inject.Singleton;

/** Issues the token that a request to Azure AD's token endpoint asks for, by its grant. */
@Singleton
record TokenService(
        ClientCredentialsGrant clientCredentials,
        PasswordGrant password,
        AuthorizationCodeGrant authorizationCode,
        RefreshTokenGrant refreshToken,
        DeviceCodeGrant deviceCode,
        OnBehalfOfGrant onBehalfOf) {

    private static final String CLIENT_CREDENTIALS = "client_credentials";

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
