package io.mltwin.workspace.network.securitygroups;

import java.util.List;

/**
 * A rule of a security group, ready to be evaluated.
 *
 * @param protocol Tcp, Udp, Icmp, Esp, Ah or {@code *}
 * @param sources {@code *}, service tags, addresses and blocks of addresses
 */
public record SecurityRule(
        String name,
        int priority,
        Direction direction,
        boolean allows,
        String protocol,
        List<String> sources,
        List<PortRange> sourcePorts,
        List<String> destinations,
        List<PortRange> destinationPorts) {

    /** Whether a flow comes to the subnet or leaves it. */
    public enum Direction {
        Inbound,
        Outbound
    }
}
