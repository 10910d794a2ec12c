package io.mltwin.compute.diskencryption;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code cluster_disk}. */
@Entity
@Table(name = "cluster_disk")
class ClusterDiskEntity extends TrackedRow {

    String clusterKey;

    String clusterId;

    String setKey;

    /** The system's disk of a node; else its data disk. */
    boolean os;

    int sizeGb;
}
