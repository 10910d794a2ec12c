package io.mltwin.workspace.machinelearning.privatelink;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a connection between a private endpoint and a workspace. */
@Entity
@Table(name = "ml_private_endpoint_connection")
class PrivateEndpointConnectionEntity {

    @Id
    String key;

    String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "endpoint_key")
    String endpointKey;

    @Column(name = "endpoint_id")
    String endpointId;

    String address;

    @Column(name = "subnet_id")
    String subnetId;

    String status;
    String description;

    @Column(name = "created_at")
    Instant createdAt;
}
