package io.mltwin.workspace.network.virtualnetworks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a compute target in a subnet; {@code userKey} is the target's ARM id in lower case. */
@Entity
@Table(name = "subnet_use")
class SubnetUseEntity {

    @Id
    String userKey;

    String userId;

    String subnetKey;
}
