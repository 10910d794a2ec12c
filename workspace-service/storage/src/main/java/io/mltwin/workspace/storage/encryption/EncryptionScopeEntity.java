package io.mltwin.workspace.storage.encryption;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** Row of an encryption scope of a storage account. */
@Entity
@DynamicUpdate
@Table(name = "encryption_scope")
class EncryptionScopeEntity {

    @Id
    UUID id;

    UUID accountId;

    String name;
    boolean enabled;

    /** The customer's key; null under Microsoft's. */
    String keyUri;

    Instant keyRotated;

    byte[] wrappedDataKey;

    /** Of a second layer of encryption, null without one. */
    byte[] wrappedInfrastructureKey;

    Instant created;
    Instant modified;

    boolean hasCustomerKey() {
        return keyUri != null;
    }

    String context() {
        return "encryption-scope:" + id;
    }

    String infrastructureContext() {
        return "encryption-scope-infrastructure:" + id;
    }
}
