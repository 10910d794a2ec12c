package io.mltwin.workspace.network.virtualnetworks;

import jakarta.persistence.Column;
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

    @Column(name = "network_key")
    String networkKey;

    String block;

    @Column(name = "security_group_key")
    String securityGroupKey;

    @Column(name = "security_group_id")
    String securityGroupId;

    @Column(name = "endpoint_policies")
    String endpointPolicies;

    @Column(name = "link_policies")
    String linkPolicies;
}
