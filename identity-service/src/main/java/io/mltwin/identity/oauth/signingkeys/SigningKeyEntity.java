package io.mltwin.identity.oauth.signingkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a signing key; its private half is wrapped. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    private String keyId;

    private String purpose;

    private byte[] wrappedPrivateKey;

    private byte[] publicKey;

    private byte[] certificate;

    private Instant createdOn;

    private Instant retiresOn;

    protected SigningKeyEntity() {}

    SigningKeyEntity(String purpose, String keyId, byte[] wrappedPrivateKey, byte[] publicKey, Instant createdOn) {
        this.purpose = purpose;
        this.keyId = keyId;
        this.wrappedPrivateKey = wrappedPrivateKey.clone();
        this.publicKey = publicKey.clone();
        this.createdOn = createdOn;
    }

    String keyId() {
        return keyId;
    }

    byte[] wrappedPrivateKey() {
        return wrappedPrivateKey.clone();
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    /** Null for one that was made before keys had certificates. */
    byte[] certificate() {
        return certificate == null ? null : certificate.clone();
    }

    void certify(byte[] der) {
        certificate = der.clone();
    }

    Instant createdOn() {
        return createdOn;
    }

    Instant retiresOn() {
        return retiresOn;
    }

    void retire(Instant when) {
        retiresOn = when;
    }
}
