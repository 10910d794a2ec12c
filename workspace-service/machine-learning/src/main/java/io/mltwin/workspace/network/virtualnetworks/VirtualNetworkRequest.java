package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.network.requests.AddressBlock;
import java.util.List;
import java.util.Optional;

/**
 * A valid request for a virtual network.
 *
 * @param subnets all that the network is to have; empty to leave them as they are
 */
record VirtualNetworkRequest(List<AddressBlock> space, Optional<List<SubnetRequest>> subnets) {}
