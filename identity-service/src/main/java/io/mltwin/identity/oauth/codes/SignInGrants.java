package io.mltwin.identity.oauth.codes;

import static io.mltwin.identity.directory.accounts.AccountErrors.signInRevoked;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.accounts.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/**
 * Keeps the sign-ins of users at clients. All codes and refresh tokens of a sign-in are revoked
 * together.
 */
@ApplicationScoped
public class SignInGrants {

    private final SignInGrantRepository grants;
    private final Clock clock;

    SignInGrants(SignInGrantRepository grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    /** Stores a new sign-in and returns its id. */
    @Transactional
    public String open(String clientId, SignedInUser user) {
        String grantId = UUID.randomUUID().toString();
        // a statement that names it may come next
        grants.persistAndFlush(new SignInGrantEntity(
                grantId, user.tenantId(), clientId, user.objectId(), user.factors(), user.signedInOn()));
        return grantId;
    }

    void revoke(String grantId, String why) {
        grants.revoke(grantId, clock.instant(), why);
    }

    /** Returns the sign-in with this id, which must exist. */
    SignInGrantEntity require(String grantId) {
        return grants.findByIdOptional(grantId)
                .orElseThrow(() -> new IllegalStateException("a code without its sign-in"));
    }

    static SignedInUser user(SignInGrantEntity row) {
        return new SignedInUser(row.tenantId(), row.objectId(), row.factors(), row.signedInOn());
    }

    /** Returns null when the sign-in is in force. */
    static AzureException refusal(SignInGrantEntity row) {
        return row.revokedOn() == null ? null : signInRevoked(row.signedInOn(), row.revokedOn());
    }
}
