package io.mltwin.workspace.assertions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** ARM's signing key: the private half wrapped, the public half in SubjectPublicKeyInfo form. */
@Entity
@Table(name = "assertion_key")
class AssertionKeyEntity {

    @Id
    @Column(name = "key_id")
    String keyId;

    @Column(name = "wrapped_private_key")
    byte[] wrappedPrivateKey;

    @Column(name = "public_key")
    byte[] publicKey;

    @Column(name = "created_at")
    Instant createdAt;
}
