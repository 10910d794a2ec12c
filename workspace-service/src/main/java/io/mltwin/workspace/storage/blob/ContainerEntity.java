package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.lease.Lease;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Row of a blob container; its metadata is ciphertext. */
@Entity
@Table(name = "blob_container")
public class ContainerEntity {

    @Id public UUID id;

    @Column(name = "account_id")
    public UUID accountId;

    public String name;
    public byte[] metadata;

    /** Null, blob or container: what everybody may read. */
    @Column(name = "public_access")
    public String publicAccess;

    /** Stored access policies, see {@link AccessPolicies}. */
    public String policies;

    /** Null when it is not leased. */
    @Embedded public Lease lease;

    public String etag;
    public Instant modified;

    ContainerState version() {
        return new ContainerState(name, Map.of(), publicAccess, lease, policies, etag, modified);
    }

    String metadataContext() {
        return "container-metadata:" + id;
    }
}
