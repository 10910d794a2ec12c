package io.mltwin.identity.directory.federation;

import io.mltwin.resourceprovider.ChildRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** A row of {@code federated_credential}. */
@Entity
@Table(name = "federated_credential")
class FederatedCredentialEntity extends ChildRow {
    String issuer;
    String subject;
    String audience;

    void accept(FederatedCredential credential) {
        this.issuer = credential.issuer();
        this.subject = credential.subject();
        this.audience = credential.audiences().get(0);
    }

    FederatedCredential credential() {
        return new FederatedCredential(issuer, subject, List.of(audience));
    }
}
