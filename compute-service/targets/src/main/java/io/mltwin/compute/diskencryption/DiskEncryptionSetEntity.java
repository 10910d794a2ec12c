package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
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

    /** Queries of disk encryption sets. */
    @Singleton
    static class DiskEncryptionSetRepository implements TrackedRows<DiskEncryptionSetEntity> {

        /** Stores a data key that was made or wrapped again, where the earlier one still stands. */
        void replaceDataKey(String key, byte[] old, byte[] renewed, Instant now) {
            DiskEncryptionSetEntity row = findById(key);
            if (row != null && Arrays.equals(row.dataKey, old)) {
                row.dataKey = renewed;
                row.keyRotated = now;
            }
        }
    }
}
