package io.mltwin.workspace.deployments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The content last sent for a resource and its state then, as ciphertext. */
@Entity
@Table(name = "arm_deployed_resource")
class DeployedResourceEntity {

    @Id
    String key;

    byte[] fingerprint;
}
