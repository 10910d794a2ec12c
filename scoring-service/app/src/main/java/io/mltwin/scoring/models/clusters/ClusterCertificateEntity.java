package io.mltwin.scoring.models.clusters;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code cluster_certificate}. */
@Entity
@Table(name = "cluster_certificate")
class ClusterCertificateEntity {

    @Id
    String computeKey;

    String host;
    String cname;

    String leafLabel;

    String certificate;

    byte[] privateKey;
}
