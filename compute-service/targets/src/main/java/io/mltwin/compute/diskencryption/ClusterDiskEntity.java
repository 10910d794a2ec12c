package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code cluster_disk}. */
@Entity
@Table(name = "cluster_disk")
class ClusterDiskEntity extends TrackedRow {

    @Column(name = "cluster_key")
    String clusterKey;

    @Column(name = "cluster_id")
    String clusterId;

    @Column(name = "set_key")
    String setKey;

    /** The system's disk of a node; else its data disk. */
    boolean os;

    @Column(name = "size_gb")
    int sizeGb;
}
