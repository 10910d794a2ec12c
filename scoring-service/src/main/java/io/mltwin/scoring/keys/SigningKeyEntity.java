package io.mltwin.scoring.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A signing key pair, its private half wrapped by the root key. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    String name;

    @Column(name = "key_id")
    String keyId;

    @Column(name = "public_key")
    byte[] publicKey;

    @Column(name = "wrapped_private_key")
    byte[] wrappedPrivateKey;

    @Column(name = "created_at")
    Instant createdAt;
}
