package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.network.requests.AddressBlock;

/**
 * A valid request for a subnet.
 *
 * @param securityGroup null for none
 * @param endpointPolicies {@code privateEndpointNetworkPolicies}
 * @param linkPolicies {@code privateLinkServiceNetworkPolicies}
 */
record SubnetRequest(
        String name, AddressBlock block, ArmResourceId securityGroup, String endpointPolicies, String linkPolicies) {}
