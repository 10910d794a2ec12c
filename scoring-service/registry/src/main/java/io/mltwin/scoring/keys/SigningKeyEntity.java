package io.mltwin.scoring.keys;

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

    String keyId;

    byte[] publicKey;

    byte[] wrappedPrivateKey;

    Instant createdAt;
}
