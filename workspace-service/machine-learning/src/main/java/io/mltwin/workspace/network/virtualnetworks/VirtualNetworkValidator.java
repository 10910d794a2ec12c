package io.mltwin.workspace.network.virtualnetworks;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.requests.NetworkErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a request for a virtual network, and the place of its subnets in its space. */
final class VirtualNetworkValidator {

    static final String TYPE = "Microsoft.Network/virtualNetworks";

    private static final int LARGEST = 2;
    private static final int SMALLEST = 29;

    private VirtualNetworkValidator() {}

    /**
     * Reads a network of this id.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static VirtualNetworkRequest validate(ArmResourceId id, VirtualNetworkBody body) {
        NetworkErrors.requireName(id.name());
        VirtualNetworkBody.Properties given = body.properties();
        if (given == null) {
            throw NetworkErrors.invalidFormat("properties", "of a virtual network is required.");
        }
        refuse("extendedLocation", body.extendedLocation());
        refuseUnbuilt(given);
        return new VirtualNetworkRequest(
                space(id, given.addressSpace()),
                Optional.ofNullable(given.subnets()).map(subnets -> subnets(id, subnets)));
    }

    /**
     * Refuses subnets that lie outside the network's space or overlap.
     *
     * @throws AzureException 400
     */
    static void validateLayout(String network, List<AddressBlock> space, List<SubnetRequest> subnets) {
        for (int i = 0; i < subnets.size(); i++) {
            SubnetRequest subnet = subnets.get(i);
            if (space.stream().noneMatch(block -> block.contains(subnet.block()))) {
                throw NetworkErrors.subnetOutside(subnet.name(), network);
            }
            for (SubnetRequest earlier : subnets.subList(0, i)) {
                if (earlier.block().overlaps(subnet.block())) {
                    throw NetworkErrors.subnetsOverlap(subnet.name(), network);
                }
            }
        }
    }

    private static List<AddressBlock> space(ArmResourceId id, VirtualNetworkBody.AddressSpace given) {
        if (given == null
                || given.addressPrefixes() == null
                || given.addressPrefixes().isEmpty()) {
            throw NetworkErrors.invalidFormat("addressSpace", "with addressPrefixes of a virtual network is required.");
        }
        List<AddressBlock> space = new ArrayList<>();
        for (String prefix : given.addressPrefixes()) {
            AddressBlock block = SubnetValidator.readBlock(id, prefix);
            if (block.prefixLength() < LARGEST || block.prefixLength() > SMALLEST) {
                throw NetworkErrors.invalidPrefix(prefix, id);
            }
            for (AddressBlock other : space) {
                if (other.overlaps(block)) {
                    throw NetworkErrors.overlappingSpace(other, block);
                }
            }
            space.add(block);
        }
        return List.copyOf(space);
    }

    private static List<SubnetRequest> subnets(ArmResourceId id, List<SubnetBody> given) {
        Set<String> names = new HashSet<>();
        List<SubnetRequest> subnets = new ArrayList<>();
        for (SubnetBody subnet : given) {
            NetworkErrors.requireName(subnet.name());
            if (!names.add(AsciiCase.lower(subnet.name()))) {
                throw NetworkErrors.invalidFormat("subnets", "names the subnet '" + subnet.name() + "' twice.");
            }
            subnets.add(SubnetValidator.validate(id.child("subnets", subnet.name()), subnet));
        }
        return List.copyOf(subnets);
    }

    private static void refuseUnbuilt(VirtualNetworkBody.Properties given) {
        refuse("virtualNetworkPeerings", given.virtualNetworkPeerings());
        refuse("ddosProtectionPlan", given.ddosProtectionPlan());
        refuse("bgpCommunities", given.bgpCommunities());
        refuse("encryption", given.encryption());
        refuse("ipAllocations", given.ipAllocations());
        refuse("enableDdosProtection", Boolean.TRUE.equals(given.enableDdosProtection()));
        refuse("enableVmProtection", Boolean.TRUE.equals(given.enableVmProtection()));
        refuse("flowTimeoutInMinutes", given.flowTimeoutInMinutes() != null);
        VirtualNetworkBody.DhcpOptions dhcp = given.dhcpOptions();
        refuse(
                "dhcpOptions.dnsServers",
                dhcp != null && dhcp.dnsServers() != null && !dhcp.dnsServers().isEmpty());
    }

    private static void refuse(String member, JsonNode given) {
        refuse(member, given != null && !given.isEmpty());
    }

    private static void refuse(String member, boolean isSet) {
        if (isSet) {
            throw AzureException.notBuilt(member + " of a virtual network");
        }
    }
}
