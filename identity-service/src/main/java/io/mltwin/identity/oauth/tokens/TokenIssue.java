package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;

/**
 * Signs the tokens of a grant: an access token of one hour, of an operator of one minute, and, for
 * users, an id token and the account of MSAL.
 */
@Singleton
record TokenIssue(AccessTokenClaims claims, SigningKeyService keys, Clock clock) {

    static final long LIFETIME_SECONDS = 3599;

    /** Membership of the operators is asked again with each of their tokens. */
    static final long OPERATOR_LIFETIME_SECONDS = 60;

    /**
     * Issues the tokens. The caller has checked that the subject may have a token for the resource.
     */
    IssuedToken issue(AccessTokenGrant grant) {
        // the control of the clock must not depend on what it shows
        boolean administration = AudienceTable.isAdministration(grant.scope().resource());
        Clock stamp = administration ? PlatformClock.wallOf(clock) : clock;
        long now = stamp.instant().getEpochSecond();
        long expiresOn = now + (administration && grant.isUser() ? OPERATOR_LIFETIME_SECONDS : LIFETIME_SECONDS);
        boolean v1 = grant.version() == TokenVersion.V1;
        String resource = grant.scope().resource();
        String accessToken = keys.sign(KeyPurpose.AZURE_AD, claims.access(grant, now, expiresOn), v1);
        if (!grant.isUser()) {
            return new IssuedToken(
                    accessToken,
                    grant.tenantId(),
                    grant.subject().objectId(),
                    resource,
                    now,
                    expiresOn,
                    null,
                    null,
                    null,
                    null);
        }
        String idToken =
                grant.scope().openId() ? keys.sign(KeyPurpose.AZURE_AD, claims.id(grant, now, expiresOn), v1) : null;
        String scope = v1
                ? String.join(" ", grant.user().permissions())
                : grant.scope().granted(grant.user().permissions());
        return new IssuedToken(
                accessToken,
                grant.tenantId(),
                grant.subject().objectId(),
                resource,
                now,
                expiresOn,
                scope,
                idToken,
                clientInfo(grant.user().account()),
                null);
    }

    /** Returns the account of MSAL, which is the same in every tenant where the user is a guest. */
    private static String clientInfo(Account account) {
        String json = "{\"uid\":\"" + account.homeObjectId() + "\",\"utid\":\"" + account.homeTenantId() + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
