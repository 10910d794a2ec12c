package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.TrackedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a private endpoint; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "private_endpoint")
class PrivateEndpointEntity extends TrackedRow {

    String address;

    String subnetId;

    String connectionName;

    boolean manual;

    String targetId;

    String requestMessage;
}
