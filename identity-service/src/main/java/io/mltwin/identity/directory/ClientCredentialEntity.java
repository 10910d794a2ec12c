package io.mltwin.identity.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a client credential: the hash of a secret, or a public key. */
@Entity
@Table(name = "client_credential")
public class ClientCredentialEntity {

    /** What the row holds. */
    public enum Kind {
        SECRET_SHA256,
        PUBLIC_KEY
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "credential_id")
    private Long credentialId;

    @Column(name = "object_id")
    private String objectId;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private Kind kind;

    @Column(name = "content")
    private byte[] content;

    protected ClientCredentialEntity() {}

    ClientCredentialEntity(String objectId, Kind kind, byte[] content) {
        this.objectId = objectId;
        this.kind = kind;
        this.content = content.clone();
    }

    Kind kind() {
        return kind;
    }

    byte[] content() {
        return content.clone();
    }
}
