package io.mltwin.workspace.assertions;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** ARM's signing key: the private half wrapped, the public half in SubjectPublicKeyInfo form. */
@Entity
@Table(name = "assertion_key")
class AssertionKeyEntity {

    @Id
    String keyId;

    byte[] wrappedPrivateKey;

    byte[] publicKey;

    Instant createdAt;
}
