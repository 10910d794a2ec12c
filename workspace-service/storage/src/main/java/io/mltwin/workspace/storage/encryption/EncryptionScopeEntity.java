package io.mltwin.workspace.storage.encryption;

import jakarta.persistence.Column;
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

    @Column(name = "account_id")
    UUID accountId;

    String name;
    boolean enabled;

    /** The customer's key; null under Microsoft's. */
    @Column(name = "key_uri")
    String keyUri;

    @Column(name = "key_rotated")
    Instant keyRotated;

    @Column(name = "wrapped_data_key")
    byte[] wrappedDataKey;

    /** Of a second layer of encryption, null without one. */
    @Column(name = "wrapped_infrastructure_key")
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
