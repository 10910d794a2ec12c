package io.mltwin.identity.oauth.codes;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a refresh token; only its hash is kept. */
@Entity
@Table(name = "refresh_token")
class RefreshTokenEntity {

    @Id
    private byte[] tokenHash;

    private String grantId;

    private Instant issuedOn;

    private Instant expiresOn;

    private Instant rotatedOn;

    protected RefreshTokenEntity() {}

    RefreshTokenEntity(byte[] tokenHash, String grantId, Instant issuedOn, Instant expiresOn) {
        this.tokenHash = tokenHash.clone();
        this.grantId = grantId;
        this.issuedOn = issuedOn;
        this.expiresOn = expiresOn;
    }

    String grantId() {
        return grantId;
    }

    Instant issuedOn() {
        return issuedOn;
    }

    Instant expiresOn() {
        return expiresOn;
    }

    Instant rotatedOn() {
        return rotatedOn;
    }
}
