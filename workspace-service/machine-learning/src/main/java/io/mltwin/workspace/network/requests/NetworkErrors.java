package io.mltwin.workspace.network.requests;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.regex.Pattern;

/** The error codes of Microsoft.Network, each with its text in one place; all are 400. */
public final class NetworkErrors {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9._-]{0,78}[a-zA-Z0-9_]");

    private NetworkErrors() {}

    /**
     * Refuses a name that Azure does not take for networks, subnets, security groups and rules.
     *
     * @throws AzureException 400 {@code InvalidResourceName}
     */
    public static void requireName(String name) {
        invalidResourceNameIf(
                name == null || !NAME.matcher(name).matches(),
                name,
                "1 to 80 letters, digits, '.', '_' and '-'; the first is a letter or digit, the"
                        + " last one of these or '_'.");
    }

    /** A member of the request that is missing or has no value of its kind. */
    public static AzureException invalidFormat(String member, String rule) {
        return refusal("InvalidRequestFormat", "Cannot parse the request: %s %s", member, rule)
                .withTarget(member);
    }

    /** A resource that is named and does not exist in the same region. */
    public static AzureException invalidReference(String referenced, ArmResourceId by) {
        return refusal(
                "InvalidResourceReference",
                "Resource %s referenced by resource %s was not found. Please make sure that the referenced resource"
                        + " exists, and that both resources are in the same region.",
                referenced,
                by);
    }

    public static AzureException invalidPrefix(String prefix, ArmResourceId id) {
        return refusal(
                "InvalidAddressPrefixFormat",
                "Address prefix '%s' of resource '%s' is not formatted correctly. It should follow CIDR notation,"
                        + " for example 10.0.0.0/24.",
                prefix,
                id);
    }

    public static AzureException unalignedPrefix(AddressBlock block) {
        return refusal(
                "InvalidCIDRNotation",
                "The address prefix %s has an invalid CIDR notation. For the given prefix length, the address prefix"
                        + " should be %s.",
                block,
                block.aligned());
    }

    public static AzureException overlappingSpace(AddressBlock one, AddressBlock other) {
        return refusal("AddressSpacesOverlap", "The address prefixes %s and %s of the network overlap.", one, other);
    }

    public static AzureException subnetOutside(String subnet, String network) {
        return refusal(
                "NetcfgSubnetRangeOutsideVnet",
                "Subnet '%s' is not valid because its IP address range is outside the IP address range of virtual"
                        + " network '%s'.",
                subnet,
                network);
    }

    public static AzureException subnetsOverlap(String subnet, String network) {
        return refusal(
                "NetcfgSubnetRangesOverlap",
                "Subnet '%s' is not valid because its IP address range overlaps with that of an existing subnet in"
                        + " virtual network '%s'.",
                subnet,
                network);
    }

    public static AzureException subnetTooSmall(String subnet) {
        return refusal(
                "NetcfgSubnetRangeTooSmall",
                "Subnet '%s' is too small: Azure keeps five addresses, so a subnet has a prefix of at most /29.",
                subnet);
    }

    public static AzureException subnetInUse(String subnet, List<String> users) {
        return refusal(
                "InUseSubnetCannotBeDeleted",
                "Subnet %s is in use by %s and cannot be deleted. In order to delete the subnet, delete all the"
                        + " resources within the subnet. See aka.ms/deletesubnet.",
                subnet,
                String.join(", ", users));
    }

    public static AzureException prefixInUse(String subnet, AddressBlock block) {
        return refusal(
                "InUsePrefixCannotBeDeleted",
                "IpPrefix %s on Subnet %s has active allocations and cannot be deleted.",
                block,
                subnet);
    }

    public static AzureException groupInUse(ArmResourceId group, List<String> subnets) {
        return refusal(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                "Network security group %s cannot be deleted because it is in use by the following resources: %s. In"
                        + " order to delete the Network security group, remove the association with the resource(s).",
                group,
                String.join(", ", subnets));
    }

    public static AzureException ruleConflict(String rule, String other) {
        return refusal(
                "SecurityRuleConflict",
                "Security rule %s conflicts with rule %s. Rules cannot have the same Priority and Direction. To"
                        + " learn more, see aka.ms/nsgrules.",
                rule,
                other);
    }

    public static AzureException rulePriority(Integer given) {
        return refusal(
                "SecurityRuleInvalidPriority",
                "Security rule has invalid Priority. Value provided: %s Allowed range 100-4096.",
                given);
    }

    public static AzureException rulePort(String given) {
        return refusal(
                "SecurityRuleInvalidPortRange",
                "Security rule has invalid Port range. Value provided: %s. Value should be an integer OR integer"
                        + " range with '-' delimiter. Valid range 0-65535.",
                given);
    }

    public static AzureException ruleAddress(String given) {
        return refusal(
                "SecurityRuleInvalidAddressPrefix",
                "Security rule has invalid Address prefix. Value provided: " + given);
    }

    private static AzureException refusal(String code, String message, Object... arguments) {
        return badRequest(code, message, arguments);
    }
}
