package io.mltwin.workspace.network.virtualnetworks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a subnet; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "subnet")
class SubnetEntity {

    @Id
    String key;

    String id;
    String name;

    String networkKey;

    String block;

    String securityGroupKey;

    String securityGroupId;

    String endpointPolicies;

    String linkPolicies;
}
