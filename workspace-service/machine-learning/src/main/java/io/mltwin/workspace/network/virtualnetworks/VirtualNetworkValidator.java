package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidFormat;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidPrefix;
import static io.mltwin.workspace.network.requests.NetworkErrors.overlappingSpace;
import static io.mltwin.workspace.network.requests.NetworkErrors.subnetOutside;
import static io.mltwin.workspace.network.requests.NetworkErrors.subnetsOverlap;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.requests.NetworkErrors;
import io.mltwin.workspace.network.virtualnetworks.SubnetValidator.SubnetRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a request for a virtual network, and the place of its subnets in its space. */
final class VirtualNetworkValidator {

    /**
     * A valid request for a virtual network.
     *
     * @param subnets all that the network is to have; empty to leave them as they are
     */
    record VirtualNetworkRequest(List<AddressBlock> space, Optional<List<SubnetRequest>> subnets) {}

    static final String TYPE = "Microsoft.Network/virtualNetworks";

    private static final int LARGEST = 2;
    private static final int SMALLEST = 29;

    private static final String PART = "%s of a virtual network";

    private static final Rules<VirtualNetworkBody> NOT_BUILT = Rules.of(
                    VirtualNetworkBody.class, "", NetworkErrors::invalidFormat)
            .notBuiltIfAsked(
                    PART,
                    "extendedLocation",
                    "properties.virtualNetworkPeerings",
                    "properties.ddosProtectionPlan",
                    "properties.bgpCommunities",
                    "properties.encryption",
                    "properties.ipAllocations",
                    "properties.enableDdosProtection",
                    "properties.enableVmProtection")
            .notBuilt(PART, "properties.flowTimeoutInMinutes")
            .notBuiltIfAsked("dhcpOptions.%s of a virtual network", "properties.dhcpOptions.dnsServers");

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
            throw invalidFormat("properties", "of a virtual network is required.");
        }
        NOT_BUILT.check(body);
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
                throw subnetOutside(subnet.name(), network);
            }
            for (SubnetRequest earlier : subnets.subList(0, i)) {
                if (earlier.block().overlaps(subnet.block())) {
                    throw subnetsOverlap(subnet.name(), network);
                }
            }
        }
    }

    private static List<AddressBlock> space(ArmResourceId id, VirtualNetworkBody.AddressSpace given) {
        if (given == null || isEmpty(given.addressPrefixes())) {
            throw invalidFormat("addressSpace", "with addressPrefixes of a virtual network is required.");
        }
        List<AddressBlock> space = new ArrayList<>();
        for (String prefix : given.addressPrefixes()) {
            AddressBlock block = SubnetValidator.readBlock(id, prefix);
            if (block.prefixLength() < LARGEST || block.prefixLength() > SMALLEST) {
                throw invalidPrefix(prefix, id);
            }
            for (AddressBlock other : space) {
                if (other.overlaps(block)) {
                    throw overlappingSpace(other, block);
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
                throw invalidFormat("subnets", "names the subnet '" + subnet.name() + "' twice.");
            }
            subnets.add(SubnetValidator.validate(id.child("subnets", subnet.name()), subnet));
        }
        return List.copyOf(subnets);
    }
}
