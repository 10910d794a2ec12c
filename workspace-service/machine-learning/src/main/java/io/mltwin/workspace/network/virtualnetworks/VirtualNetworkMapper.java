package io.mltwin.workspace.network.virtualnetworks;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.virtualnetworks.SubnetValidator.SubnetRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Between the rows of a virtual network and its subnets, and their wire forms. */
final class VirtualNetworkMapper {

    private static final String SUCCEEDED = "Succeeded";
    private static final String COMPUTES = "Microsoft.MachineLearningServices/workspaces/computes";
    private static final String LINKS = SubnetValidator.TYPE + "/serviceAssociationLinks";

    private VirtualNetworkMapper() {}

    static VirtualNetworkBody body(VirtualNetworkEntity row, List<SubnetBody> subnets) {
        return new VirtualNetworkBody(
                null,
                new VirtualNetworkBody.Properties(
                        SUCCEEDED,
                        row.resourceGuid,
                        new VirtualNetworkBody.AddressSpace(
                                space(row).stream().map(AddressBlock::toString).toList()),
                        subnets,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    static SubnetBody body(SubnetEntity row, List<String> targets, List<String> endpoints) {
        return new SubnetBody(
                row.id,
                row.name,
                SubnetValidator.TYPE,
                new SubnetBody.Properties(
                        SUCCEEDED,
                        row.block,
                        null,
                        row.securityGroupId == null ? null : new SubnetBody.Reference(row.securityGroupId),
                        row.endpointPolicies,
                        row.linkPolicies,
                        endpoints.isEmpty()
                                ? null
                                : endpoints.stream()
                                        .map(SubnetBody.Reference::new)
                                        .toList(),
                        targets.isEmpty()
                                ? null
                                : targets.stream()
                                        .map(target -> link(row, target))
                                        .toList(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static SubnetBody.Link link(SubnetEntity row, String target) {
        String name = ArmResourceId.parse(target).name();
        return new SubnetBody.Link(
                row.id + "/serviceAssociationLinks/" + name,
                name,
                LINKS,
                new SubnetBody.LinkProperties(COMPUTES, target, SUCCEEDED, false));
    }

    static List<AddressBlock> space(VirtualNetworkEntity row) {
        return Arrays.stream(row.space.split(" "))
                .map(block -> AddressBlock.parse(block).orElseThrow())
                .toList();
    }

    static String storedSpace(List<AddressBlock> space) {
        return space.stream().map(AddressBlock::toString).collect(Collectors.joining(" "));
    }

    /** A subnet that exists, as if it were asked for again. */
    static SubnetRequest request(SubnetEntity row) {
        return new SubnetRequest(
                row.name,
                AddressBlock.parse(row.block).orElseThrow(),
                row.securityGroupId == null ? null : ArmResourceId.parse(row.securityGroupId),
                row.endpointPolicies,
                row.linkPolicies);
    }
}
