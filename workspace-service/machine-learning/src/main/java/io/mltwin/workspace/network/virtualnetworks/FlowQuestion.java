package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.securitygroups.NetworkFlow;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;

/**
 * A flow that another service asks about.
 *
 * @param direction seen from the subnet
 * @param service tag of the service at the other end
 * @param region of that service
 */
public record FlowQuestion(Direction direction, String protocol, String service, String region, int port) {

    NetworkFlow to(AddressBlock subnet) {
        return new NetworkFlow(direction, protocol, service, region, port, subnet);
    }
}
