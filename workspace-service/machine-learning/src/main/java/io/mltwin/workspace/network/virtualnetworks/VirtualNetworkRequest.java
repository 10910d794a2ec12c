package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.workspace.network.requests.AddressBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A valid request for a virtual network.
 *
 * @param subnets all that the network is to have; empty to leave them as they are
 */
record VirtualNetworkRequest(
        String location, Map<String, String> tags, List<AddressBlock> space, Optional<List<SubnetRequest>> subnets) {}
