package io.mltwin.workspace.network.securitygroups;

import java.util.List;

/** The subnets that have a security group, for those who show or delete the group. */
public interface SecuredSubnets {

    /** Ids of the subnets, in their order. */
    List<String> of(String groupKey);
}
