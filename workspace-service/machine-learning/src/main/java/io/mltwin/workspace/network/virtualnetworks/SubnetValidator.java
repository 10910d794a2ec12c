package io.mltwin.workspace.network.virtualnetworks;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidFormat;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidPrefix;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidReference;
import static io.mltwin.workspace.network.requests.NetworkErrors.subnetTooSmall;
import static io.mltwin.workspace.network.requests.NetworkErrors.unalignedPrefix;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.requests.NetworkErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a request for a subnet. */
final class SubnetValidator {

    /**
     * A valid request for a subnet.
     *
     * @param securityGroup null for none
     * @param endpointPolicies {@code privateEndpointNetworkPolicies}
     * @param linkPolicies {@code privateLinkServiceNetworkPolicies}
     */
    record SubnetRequest(
            String name,
            AddressBlock block,
            ArmResourceId securityGroup,
            String endpointPolicies,
            String linkPolicies) {}

    static final String TYPE = "Microsoft.Network/virtualNetworks/subnets";

    private static final String SECURITY_GROUPS = "Microsoft.Network/networkSecurityGroups";
    private static final int SMALLEST = 29;
    private static final List<String> ENDPOINT_POLICIES =
            List.of("Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled");
    private static final List<String> LINK_POLICIES = List.of("Enabled", "Disabled");

    private static final Rules<SubnetBody.Properties> NOT_BUILT = Rules.of(
                    SubnetBody.Properties.class, "", NetworkErrors::invalidFormat)
            .notBuiltIfAsked(
                    "%s of a subnet",
                    "routeTable",
                    "natGateway",
                    "serviceEndpoints",
                    "serviceEndpointPolicies",
                    "delegations",
                    "ipAllocations",
                    "applicationGatewayIpConfigurations")
            .notBuiltFor("defaultOutboundAccess false of a subnet", "defaultOutboundAccess", "false")
            .notBuilt("%s of a subnet", "sharingScope");

    private SubnetValidator() {}

    /**
     * Reads a subnet of this id.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static SubnetRequest validate(ArmResourceId id, SubnetBody body) {
        NetworkErrors.requireName(id.name());
        SubnetBody.Properties given = body.properties();
        if (given == null) {
            throw invalidFormat("properties", "of a subnet is required.");
        }
        NOT_BUILT.check(given);
        AddressBlock block = block(id, given);
        if (block.prefixLength() > SMALLEST) {
            throw subnetTooSmall(id.name());
        }
        return new SubnetRequest(
                id.name(),
                block,
                securityGroup(id, given),
                policy("privateEndpointNetworkPolicies", given.privateEndpointNetworkPolicies(), ENDPOINT_POLICIES),
                policy("privateLinkServiceNetworkPolicies", given.privateLinkServiceNetworkPolicies(), LINK_POLICIES));
    }

    private static AddressBlock block(ArmResourceId id, SubnetBody.Properties given) {
        List<String> prefixes = new ArrayList<>();
        if (given.addressPrefix() != null) {
            prefixes.add(given.addressPrefix());
        } else if (given.addressPrefixes() != null) {
            prefixes.addAll(given.addressPrefixes());
        }
        if (prefixes.isEmpty()) {
            throw invalidFormat("addressPrefix", "of a subnet is required.");
        }
        notBuiltIf(prefixes.size() > 1, "A subnet with several address prefixes");
        return readBlock(id, prefixes.get(0));
    }

    /** Reads a block of addresses that belongs to the resource. */
    static AddressBlock readBlock(ArmResourceId id, String prefix) {
        notBuiltIf(prefix != null && prefix.contains(":"), "IPv6 addresses of a virtual network");
        AddressBlock block = (prefix == null || !prefix.contains("/")
                        ? Optional.<AddressBlock>empty()
                        : AddressBlock.parse(prefix))
                .orElseThrow(() -> invalidPrefix(prefix, id));
        if (!block.isAligned()) {
            throw unalignedPrefix(block);
        }
        return block;
    }

    private static ArmResourceId securityGroup(ArmResourceId id, SubnetBody.Properties given) {
        SubnetBody.Reference reference = given.networkSecurityGroup();
        if (reference == null || reference.id() == null) {
            return null;
        }
        ArmResourceId group = ArmResourceId.parse(reference.id());
        boolean fits = AsciiCase.equal(group.type(), SECURITY_GROUPS)
                && AsciiCase.equal(group.subscriptionId(), id.subscriptionId());
        if (!fits) {
            throw invalidReference(reference.id(), id);
        }
        return group;
    }

    private static String policy(String member, String given, List<String> allowed) {
        if (given == null) {
            return "Enabled";
        }
        return allowed.stream()
                .filter(one -> AsciiCase.equal(one, given))
                .findFirst()
                .orElseThrow(() -> invalidFormat(member, "is one of " + allowed + "."));
    }
}
