package io.mltwin.identity.oauth.codes;

import static io.mltwin.identity.directory.accounts.AccountErrors.signInRevoked;
import static io.mltwin.identity.oauth.codes.CodeErrors.invalidGrant;
import static io.mltwin.identity.oauth.codes.CodeErrors.refreshTokenInactive;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Sha256;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Azure AD's refresh tokens: bound to user and client, not to a resource, and expired after 90 days
 * without use. A token belongs to the tenant of the sign-in; another tenant accepts it for the
 * account of the same user there, and counts a second factor only if it was shown for that account.
 * Deviation: each is good once; an old one that comes again ends the sign-in with all its tokens,
 * where Azure AD lets old ones live on.
 */
@ApplicationScoped
public class RefreshTokens {

    private static final Duration INACTIVE = Duration.ofDays(90);

    private final RefreshTokenRepository tokens;
    private final SignInGrants grants;
    private final SecureRandom random;
    private final Clock clock;

    RefreshTokens(RefreshTokenRepository tokens, SignInGrants grants, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.grants = grants;
        this.random = random;
        this.clock = clock;
    }

    /** The sign-in of a refresh token. */
    public record Found(String grantId, SignedInUser user) {}

    /** Issues another token of the sign-in. */
    @Transactional
    public String issue(String grantId) {
        Instant now = clock.instant();
        String token = OpaqueSecret.next("1.A", random);
        tokens.persist(new RefreshTokenEntity(Sha256.hash(token), grantId, now, now.plus(INACTIVE)));
        return token;
    }

    /** Returns the tenant of the sign-in. */
    @Transactional(dontRollbackOn = AzureException.class)
    public String tenantOf(String token) {
        return tokens.findByHash(Sha256.hash(token))
                .map(row -> grants.require(row.grantId()).tenantId())
                .orElseThrow(() -> invalidGrant("refresh_token"));
    }

    /**
     * Returns the sign-in of a token if the client may use it. A token that was used before revokes
     * its sign-in.
     */
    public Found find(String token, String clientId) {
        Looked looked = QuarkusTransaction.requiringNew().call(() -> look(token, clientId));
        if (looked.refusal != null) {
            throw looked.refusal;
        }
        return looked.found;
    }

    /** Replaces the token by its successor. Of concurrent callers, one succeeds. */
    public String rotate(String token, Found found) {
        String next = QuarkusTransaction.requiringNew().call(() -> {
            if (tokens.rotate(Sha256.hash(token), clock.instant())) {
                return issue(found.grantId());
            }
            grants.revoke(found.grantId(), "refresh token used twice");
            return null;
        });
        if (next == null) {
            throw signInRevoked(found.user().signedInOn(), clock.instant());
        }
        return next;
    }

    private record Looked(Found found, AzureException refusal) {}

    private Looked look(String token, String clientId) {
        RefreshTokenEntity row = tokens.findByHash(Sha256.hash(token)).orElse(null);
        if (row == null) {
            return new Looked(null, invalidGrant("refresh_token"));
        }
        SignInGrantEntity grant = grants.require(row.grantId());
        return new Looked(new Found(grant.grantId(), SignInGrants.user(grant)), refusal(row, grant, clientId));
    }

    private AzureException refusal(RefreshTokenEntity row, SignInGrantEntity grant, String clientId) {
        if (!grant.clientId().equals(clientId)) {
            return invalidGrant("refresh_token");
        }
        if (grant.revokedOn() != null) {
            return SignInGrants.refusal(grant);
        }
        if (row.rotatedOn() != null) {
            grants.revoke(grant.grantId(), "refresh token used twice");
            return signInRevoked(grant.signedInOn(), clock.instant());
        }
        return row.expiresOn().isAfter(clock.instant()) ? null : refreshTokenInactive(row.issuedOn());
    }
}
