package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code disk_encryption_set}. */
@Entity
@DynamicUpdate
@Table(name = "disk_encryption_set")
class DiskEncryptionSetEntity extends TrackedRow {

    /** Managed identities, their private keys wrapped. */
    String identities;

    String encryptionType;

    /** The customer's key as it was given. */
    String keyUrl;

    String sourceVault;

    /** Whether newer versions of the key take over. */
    boolean rotates;

    /** The data key of the disks, wrapped by the customer's key; null before its first use. */
    byte[] dataKey;

    Instant keyRotated;

    /** Takes all that is a set's own from another row. */
    void take(DiskEncryptionSetEntity other) {
        identities = other.identities;
        encryptionType = other.encryptionType;
        keyUrl = other.keyUrl;
        sourceVault = other.sourceVault;
        rotates = other.rotates;
        dataKey = other.dataKey;
        keyRotated = other.keyRotated;
    }
}
