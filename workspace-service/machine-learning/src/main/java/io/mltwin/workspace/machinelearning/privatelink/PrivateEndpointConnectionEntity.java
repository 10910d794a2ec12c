package io.mltwin.workspace.machinelearning.privatelink;

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

    String workspaceKey;

    String endpointKey;

    String endpointId;

    String address;

    String subnetId;

    String status;
    String description;

    Instant createdAt;
}
