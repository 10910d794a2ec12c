package io.mltwin.compute.diskencryption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** A row of {@code disk_encryption_set}. */
@Entity
@DynamicUpdate
@Table(name = "disk_encryption_set")
class DiskEncryptionSetEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "subscription_key")
    String subscriptionKey;

    @Column(name = "group_key")
    String groupKey;

    String name;
    String location;
    String tags;

    /** Managed identities, their private keys wrapped. */
    String identities;

    @Column(name = "encryption_type")
    String encryptionType;

    /** The customer's key as it was given. */
    @Column(name = "key_url")
    String keyUrl;

    @Column(name = "source_vault")
    String sourceVault;

    /** Whether newer versions of the key take over. */
    boolean rotates;

    /** The data key of the disks, wrapped by the customer's key; null before its first use. */
    @Column(name = "data_key")
    byte[] dataKey;

    @Column(name = "key_rotated")
    Instant keyRotated;

    Instant created;
}
