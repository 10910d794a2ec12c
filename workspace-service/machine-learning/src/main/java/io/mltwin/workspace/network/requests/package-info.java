/**
 * The parts that requests for virtual networks and security groups have in common: names, blocks of
 * addresses, refusals. Uses no other package of this service. Start with {@link
 * io.mltwin.workspace.network.requests.NetworkErrors}.
 */
package io.mltwin.workspace.network.requests;
