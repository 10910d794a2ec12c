package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a private endpoint; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "private_endpoint")
class PrivateEndpointEntity extends TrackedRow {

    String address;

    @Column(name = "subnet_id")
    String subnetId;

    @Column(name = "connection_name")
    String connectionName;

    boolean manual;

    @Column(name = "target_id")
    String targetId;

    @Column(name = "request_message")
    String requestMessage;
}
