package io.mltwin.workspace.storage.blob.containers;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.access.AccessPolicies;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.state.ListedBlob.Deletion;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.Metadata;
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
class ContainerEntity {

    @Id
    public UUID id;

    public UUID accountId;

    public String name;
    public byte[] metadata;

    /** Null, blob or container: what everybody may read. */
    public String publicAccess;

    /** The container's stored access policies, which {@link AccessPolicies} reads. */
    public String policies;

    /** Null when it is not leased. */
    @Embedded
    public Lease lease;

    /** An encryption scope; null: the account's key. */
    public String defaultScope;

    public boolean denyScopeOverride;

    /** See {@link Immutability}; null: none. */
    public String immutability;

    public String etag;
    public Instant modified;

    /** Null unless it is soft-deleted; then its name is that of {@link #deletedName}. */
    public Instant deletedAt;

    public Instant expiresAt;

    /** A name that no request can ask for, since a container's has no slash. */
    static String deletedName(String name, String version) {
        return name + '/' + version;
    }

    public ContainerState version() {
        return state(Map.of());
    }

    ContainerState state(Map<String, String> metadata) {
        int end = name.indexOf('/');
        return new ContainerState(
                end < 0 ? name : name.substring(0, end),
                metadata,
                publicAccess,
                lease,
                policies,
                etag,
                modified,
                new ContainerScope(defaultScope, denyScopeOverride),
                immutability(),
                deletedAt == null ? null : new Deletion(name.substring(end + 1), deletedAt, expiresAt));
    }

    /** Returns the container with its metadata, for which the account's key is opened. */
    ContainerState state(StorageAccount account) {
        DataKey key = metadata == null ? null : account.dataKey();
        return state(Metadata.decrypt(metadata, key, metadataContext()));
    }

    Immutability immutability() {
        return Immutability.read(immutability);
    }

    String metadataContext() {
        return "container-metadata:" + id;
    }
}
