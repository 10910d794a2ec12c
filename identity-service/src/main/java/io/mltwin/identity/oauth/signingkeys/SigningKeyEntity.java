package io.mltwin.identity.oauth.signingkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a signing key; its private half is wrapped. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    @Column(name = "key_id")
    private String keyId;

    @Column(name = "purpose")
    private String purpose;

    @Column(name = "wrapped_private_key")
    private byte[] wrappedPrivateKey;

    @Column(name = "public_key")
    private byte[] publicKey;

    @Column(name = "certificate")
    private byte[] certificate;

    @Column(name = "created_on")
    private Instant createdOn;

    @Column(name = "retires_on")
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
