package io.mltwin.identity.oauth.codes;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;

/** Row of one sign-in of a user at a client: its codes and refresh tokens end with it. */
@Entity
@Table(name = "sign_in_grant")
class SignInGrantEntity {

    @Id
    private String grantId;

    private String tenantId;

    private String clientId;

    private String objectId;

    /** Object ids of the accounts for which a second factor was shown, separated by spaces. */
    private String factors;

    private Instant signedInOn;

    private Instant revokedOn;

    private String revokedWhy;

    protected SignInGrantEntity() {}

    SignInGrantEntity(
            String grantId,
            String tenantId,
            String clientId,
            String objectId,
            Set<String> factors,
            Instant signedInOn) {
        this.grantId = grantId;
        this.tenantId = tenantId;
        this.clientId = clientId;
        this.objectId = objectId;
        this.factors = String.join(" ", factors);
        this.signedInOn = signedInOn;
    }

    String grantId() {
        return grantId;
    }

    String tenantId() {
        return tenantId;
    }

    String clientId() {
        return clientId;
    }

    String objectId() {
        return objectId;
    }

    Set<String> factors() {
        return factors.isEmpty() ? Set.of() : Set.of(factors.split(" "));
    }

    Instant signedInOn() {
        return signedInOn;
    }

    Instant revokedOn() {
        return revokedOn;
    }
}
