package io.mltwin.identity.directory.federation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code federated_credential}. */
@Entity
@IdClass(FederatedCredentialEntity.Key.class)
@Table(name = "federated_credential")
class FederatedCredentialEntity {

    /** The identity and the name, both in lower case. */
    public record Key(String resourceKey, String nameKey) implements Serializable {}

    @Id
    private String resourceKey;

    @Id
    private String nameKey;

    private String name;
    private String issuer;
    private String subject;
    private String audience;

    protected FederatedCredentialEntity() {}

    FederatedCredentialEntity(String resourceKey, String nameKey, String name) {
        this.resourceKey = resourceKey;
        this.nameKey = nameKey;
        this.name = name;
    }

    void accept(FederatedCredential credential) {
        this.issuer = credential.issuer();
        this.subject = credential.subject();
        this.audience = credential.audiences().get(0);
    }

    String nameKey() {
        return nameKey;
    }

    String name() {
        return name;
    }

    String issuer() {
        return issuer;
    }

    String subject() {
        return subject;
    }

    String audience() {
        return audience;
    }
}
