package io.mltwin.workspace.network.securitygroups;

import io.mltwin.workspace.network.requests.AddressBlock;

/**
 * A flow between the nodes of a subnet and a service of Azure.
 *
 * @param protocol Tcp or Udp
 * @param service tag of the service that calls the nodes or is called by them, {@code
 *     BatchNodeManagement}
 * @param region where the service is called
 * @param port that is called
 * @param subnet addresses of the nodes
 */
public record NetworkFlow(
        SecurityRule.Direction direction,
        String protocol,
        String service,
        String region,
        int port,
        AddressBlock subnet) {}
