package io.mltwin.identity.oauth.codes;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.oauth.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/**
 * Sign-ins of users at clients: the family that the codes and refresh tokens of one belong to, and
 * that ends as a whole.
 */
@ApplicationScoped
public class SignInGrants {

    private final SignInGrantRepository grants;
    private final Clock clock;

    SignInGrants(SignInGrantRepository grants, Clock clock) {
        this.grants = grants;
        this.clock = clock;
    }

    /** A new sign-in; the answer is its id. */
    @Transactional
    public String open(String clientId, SignedInUser user) {
        String grantId = UUID.randomUUID().toString();
        // a statement that names it may come next
        grants.persistAndFlush(
                new SignInGrantEntity(
                        grantId,
                        user.tenantId(),
                        clientId,
                        user.objectId(),
                        user.factors(),
                        user.signedInOn()));
        return grantId;
    }

    void revoke(String grantId, String why) {
        grants.revoke(grantId, clock.instant(), why);
    }

    /** What the platform's clock shows is what every code and token is measured by. */
    SignInGrantEntity require(String grantId) {
        return grants.findByIdOptional(grantId)
                .orElseThrow(() -> new IllegalStateException("a code without its sign-in"));
    }

    static SignedInUser user(SignInGrantEntity row) {
        return new SignedInUser(row.tenantId(), row.objectId(), row.factors(), row.signedInOn());
    }

    /** Null when the sign-in is in force. */
    static AzureFault refusal(SignInGrantEntity row) {
        return row.revokedOn() == null
                ? null
                : CodeErrors.grantRevoked(row.signedInOn(), row.revokedOn());
    }
}
