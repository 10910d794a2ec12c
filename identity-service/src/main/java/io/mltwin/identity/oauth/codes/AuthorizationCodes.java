package io.mltwin.identity.oauth.codes;

import static io.mltwin.identity.oauth.codes.CodeErrors.alreadyRedeemed;
import static io.mltwin.identity.oauth.codes.CodeErrors.challengeMissing;
import static io.mltwin.identity.oauth.codes.CodeErrors.challengeSize;
import static io.mltwin.identity.oauth.codes.CodeErrors.codeExpired;
import static io.mltwin.identity.oauth.codes.CodeErrors.codeOfAnotherTenant;
import static io.mltwin.identity.oauth.codes.CodeErrors.invalidGrant;
import static io.mltwin.identity.oauth.codes.CodeErrors.replyAddressMismatch;
import static io.mltwin.identity.oauth.codes.CodeErrors.verifierMismatch;
import static io.mltwin.identity.oauth.codes.CodeErrors.verifierWithoutChallenge;

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
 * Azure AD's authorization codes: single use, ten minutes, bound to tenant, client, redirect URI
 * and proof key. A code that is used a second time revokes its sign-in. Deviation: a public client
 * must send a proof key; Azure AD asks it of single-page applications only.
 */
@ApplicationScoped
public class AuthorizationCodes {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final AuthorizationCodeRepository codes;
    private final SignInGrants grants;
    private final SecureRandom random;
    private final Clock clock;

    AuthorizationCodes(AuthorizationCodeRepository codes, SignInGrants grants, SecureRandom random, Clock clock) {
        this.codes = codes;
        this.grants = grants;
        this.random = random;
        this.clock = clock;
    }

    /**
     * The data that a client presents with a code.
     *
     * @param redirectUri null for none
     * @param codeVerifier null for none
     * @param publicClient true when the client has no credentials
     */
    public record Presented(
            String clientId, String tenantId, String redirectUri, String codeVerifier, boolean publicClient) {}

    /** The sign-in and the request of a code. */
    public record Found(String grantId, SignedInUser user, AuthorizedRequest request) {}

    /** Creates a code, which the client gets through the browser. */
    @Transactional
    public String issue(AuthorizedRequest request, SignedInUser user) {
        if (request.codeChallenge() != null && !ProofKey.isChallenge(request.codeChallenge())) {
            throw challengeSize();
        }
        Instant now = clock.instant();
        codes.deleteExpiredBefore(now.minus(REMEMBERED));
        String code = OpaqueSecret.next("0.A", random);
        codes.persist(new AuthorizationCodeEntity(
                Sha256.hash(code), grants.open(request.clientId(), user), request, now, now.plus(LIFETIME)));
        return code;
    }

    /** Returns the tenant of the sign-in. */
    @Transactional(dontRollbackOn = AzureException.class)
    public String tenantOf(String code) {
        return codes.findByHash(Sha256.hash(code))
                .map(row -> grants.require(row.grantId()).tenantId())
                .orElseThrow(() -> invalidGrant("code"));
    }

    /**
     * Returns the sign-in of a code if the client may redeem it. A code that was used before
     * revokes its sign-in.
     */
    public Found find(String code, Presented presented) {
        Looked looked = QuarkusTransaction.requiringNew().call(() -> look(code, presented));
        if (looked.refusal != null) {
            throw looked.refusal;
        }
        return looked.found;
    }

    /** Redeems the code. Of concurrent callers, one succeeds. */
    public void redeem(String code, Found found) {
        boolean first = QuarkusTransaction.requiringNew().call(() -> {
            boolean redeemed = codes.redeem(Sha256.hash(code), clock.instant());
            if (!redeemed) {
                grants.revoke(found.grantId(), "code used twice");
            }
            return redeemed;
        });
        if (!first) {
            throw alreadyRedeemed();
        }
    }

    private record Looked(Found found, AzureException refusal) {}

    private Looked look(String code, Presented presented) {
        AuthorizationCodeEntity row = codes.findByHash(Sha256.hash(code)).orElse(null);
        if (row == null) {
            return new Looked(null, invalidGrant("code"));
        }
        SignInGrantEntity grant = grants.require(row.grantId());
        AuthorizedRequest request = row.request(grant.clientId());
        AzureException refusal = refusalOfClient(grant, presented);
        if (refusal == null && row.redeemedOn() != null) {
            grants.revoke(grant.grantId(), "code used twice");
            refusal = alreadyRedeemed();
        }
        if (refusal == null) {
            refusal = refusalOfCode(row.expiresOn(), request, presented, clock.instant());
        }
        return new Looked(new Found(grant.grantId(), SignInGrants.user(grant), request), refusal);
    }

    /** Returns why the client cannot have the sign-in of the code; null when it can. */
    static AzureException refusalOfClient(SignInGrantEntity grant, Presented presented) {
        if (!grant.clientId().equals(presented.clientId())) {
            return invalidGrant("code");
        }
        return grant.tenantId().equals(presented.tenantId()) ? null : codeOfAnotherTenant();
    }

    /** Returns why a code that was not used before cannot be redeemed; null when it can. */
    static AzureException refusalOfCode(
            Instant expiresOn, AuthorizedRequest request, Presented presented, Instant now) {
        if (!expiresOn.isAfter(now)) {
            return codeExpired();
        }
        if (!request.redirectUri().equals(presented.redirectUri())) {
            return replyAddressMismatch(presented.redirectUri());
        }
        return proofRefusal(request, presented);
    }

    private static AzureException proofRefusal(AuthorizedRequest request, Presented presented) {
        if (request.codeChallenge() == null) {
            if (presented.publicClient()) {
                return challengeMissing();
            }
            // who sends a verifier believes to be protected by it
            return presented.codeVerifier() == null ? null : verifierWithoutChallenge();
        }
        return ProofKey.proves(presented.codeVerifier(), request.codeChallenge(), request.codeChallengeMethod())
                ? null
                : verifierMismatch();
    }
}
