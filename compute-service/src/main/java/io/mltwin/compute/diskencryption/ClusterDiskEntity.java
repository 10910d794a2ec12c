package io.mltwin.compute.diskencryption;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code cluster_disk}. */
@Entity
@Table(name = "cluster_disk")
class ClusterDiskEntity {

    @Id
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "subscription_key")
    String subscriptionKey;

    @Column(name = "group_key")
    String groupKey;

    @Column(name = "cluster_key")
    String clusterKey;

    @Column(name = "cluster_id")
    String clusterId;

    @Column(name = "set_key")
    String setKey;

    String name;
    String location;

    /** The system's disk of a node; else its data disk. */
    boolean os;

    @Column(name = "size_gb")
    int sizeGb;

    Instant created;
}
