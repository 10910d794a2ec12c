/**
 * Microsoft.Network/virtualNetworks with their subnets, and which compute targets are in a subnet.
 * May use {@code network.securitygroups}, {@code network.requests} and the private endpoints. Start
 * with {@link io.mltwin.workspace.network.virtualnetworks.VirtualNetworkProvider}.
 */
package io.mltwin.workspace.network.virtualnetworks;
