package io.mltwin.scoring.models.clusters;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code cluster_certificate}. */
@Entity
@Table(name = "cluster_certificate")
class ClusterCertificateEntity {

    @Id
    @Column(name = "compute_key")
    String computeKey;

    String host;
    String cname;

    @Column(name = "leaf_label")
    String leafLabel;

    String certificate;

    @Column(name = "private_key")
    byte[] privateKey;
}
