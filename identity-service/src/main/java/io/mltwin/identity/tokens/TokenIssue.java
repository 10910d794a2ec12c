package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.signingkeys.KeyPurpose;
import io.mltwin.identity.signingkeys.SigningKeyService;
import io.mltwin.platform.PlatformClock;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;

/**
 * Signs what a grant has earned: an access token of one hour, and for users what MSAL keeps an
 * account by.
 */
@Singleton
class TokenIssue {

    static final long LIFETIME_SECONDS = 3599;

    private final AccessTokenClaims claims;
    private final AudienceTable audiences;
    private final SigningKeyService keys;
    private final Clock clock;

    TokenIssue(
            AccessTokenClaims claims,
            AudienceTable audiences,
            SigningKeyService keys,
            Clock clock) {
        this.claims = claims;
        this.audiences = audiences;
        this.keys = keys;
        this.clock = clock;
    }

    IssuedToken issue(AccessTokenGrant grant, String tenantName) {
        String resource = grant.scope().resource();
        if (!audiences.allows(resource, grant.subject())) {
            throw AadErrors.resourceNotFound(resource, tenantName);
        }
        // the control of the clock must not depend on what it shows
        Clock stamp =
                grant.subject().kind() == PrincipalKind.ADMINISTRATOR
                        ? PlatformClock.wallOf(clock)
                        : clock;
        long now = stamp.instant().getEpochSecond();
        long expiresOn = now + LIFETIME_SECONDS;
        String accessToken = keys.sign(KeyPurpose.AZURE_AD, claims.access(grant, now, expiresOn));
        if (!grant.isUser()) {
            return new IssuedToken(accessToken, resource, now, expiresOn, null, null, null);
        }
        String idToken =
                grant.scope().openId()
                        ? keys.sign(KeyPurpose.AZURE_AD, claims.id(grant, now, expiresOn))
                        : null;
        String scope =
                grant.version() == TokenVersion.V2 ? grant.scope().granted() : "user_impersonation";
        return new IssuedToken(
                accessToken, resource, now, expiresOn, scope, idToken, clientInfo(grant));
    }

    private static String clientInfo(AccessTokenGrant grant) {
        String json =
                "{\"uid\":\""
                        + grant.subject().objectId()
                        + "\",\"utid\":\""
                        + grant.tenantId()
                        + "\"}";
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
