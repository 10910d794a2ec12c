package io.mltwin.workspace.network.requests;

import io.mltwin.armweb.ArmErrors;
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
        if (name == null || !NAME.matcher(name).matches()) {
            throw ArmErrors.invalidResourceName(
                    name,
                    "1 to 80 letters, digits, '.', '_' and '-'; the first is a letter or digit, the"
                            + " last one of these or '_'.");
        }
    }

    /** A member of the request that is missing or has no value of its kind. */
    public static AzureException invalidFormat(String member, String rule) {
        return refusal("InvalidRequestFormat", "Cannot parse the request: " + member + " " + rule)
                .withTarget(member);
    }

    /** A resource that is named and does not exist in the same region. */
    public static AzureException invalidReference(String referenced, ArmResourceId by) {
        return refusal(
                "InvalidResourceReference",
                "Resource "
                        + referenced
                        + " referenced by resource "
                        + by
                        + " was not found. Please make sure that the referenced resource exists, and"
                        + " that both resources are in the same region.");
    }

    public static AzureException invalidPrefix(String prefix, ArmResourceId id) {
        return refusal(
                "InvalidAddressPrefixFormat",
                "Address prefix '"
                        + prefix
                        + "' of resource '"
                        + id
                        + "' is not formatted correctly. It should follow CIDR notation, for example"
                        + " 10.0.0.0/24.");
    }

    public static AzureException unalignedPrefix(AddressBlock block) {
        return refusal(
                "InvalidCIDRNotation",
                "The address prefix "
                        + block
                        + " has an invalid CIDR notation. For the given prefix length, the address"
                        + " prefix should be "
                        + block.aligned()
                        + ".");
    }

    public static AzureException overlappingSpace(AddressBlock one, AddressBlock other) {
        return refusal(
                "AddressSpacesOverlap", "The address prefixes " + one + " and " + other + " of the network overlap.");
    }

    public static AzureException subnetOutside(String subnet, String network) {
        return refusal(
                "NetcfgSubnetRangeOutsideVnet",
                "Subnet '"
                        + subnet
                        + "' is not valid because its IP address range is outside the IP address"
                        + " range of virtual network '"
                        + network
                        + "'.");
    }

    public static AzureException subnetsOverlap(String subnet, String network) {
        return refusal(
                "NetcfgSubnetRangesOverlap",
                "Subnet '"
                        + subnet
                        + "' is not valid because its IP address range overlaps with that of an"
                        + " existing subnet in virtual network '"
                        + network
                        + "'.");
    }

    public static AzureException subnetTooSmall(String subnet) {
        return refusal(
                "NetcfgSubnetRangeTooSmall",
                "Subnet '"
                        + subnet
                        + "' is too small: Azure keeps five addresses, so a subnet has a prefix of"
                        + " at most /29.");
    }

    public static AzureException subnetInUse(String subnet, List<String> users) {
        return refusal(
                "InUseSubnetCannotBeDeleted",
                "Subnet "
                        + subnet
                        + " is in use by "
                        + String.join(", ", users)
                        + " and cannot be deleted. In order to delete the subnet, delete all the"
                        + " resources within the subnet. See aka.ms/deletesubnet.");
    }

    public static AzureException prefixInUse(String subnet, AddressBlock block) {
        return refusal(
                "InUsePrefixCannotBeDeleted",
                "IpPrefix " + block + " on Subnet " + subnet + " has active allocations and cannot" + " be deleted.");
    }

    public static AzureException groupInUse(ArmResourceId group, List<String> subnets) {
        return refusal(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                "Network security group "
                        + group
                        + " cannot be deleted because it is in use by the following resources: "
                        + String.join(", ", subnets)
                        + ". In order to delete the Network security group, remove the association"
                        + " with the resource(s).");
    }

    public static AzureException ruleConflict(String rule, String other) {
        return refusal(
                "SecurityRuleConflict",
                "Security rule "
                        + rule
                        + " conflicts with rule "
                        + other
                        + ". Rules cannot have the same Priority and Direction. To learn more, see"
                        + " aka.ms/nsgrules.");
    }

    public static AzureException rulePriority(Integer given) {
        return refusal(
                "SecurityRuleInvalidPriority",
                "Security rule has invalid Priority. Value provided: " + given + " Allowed range 100-4096.");
    }

    public static AzureException rulePort(String given) {
        return refusal(
                "SecurityRuleInvalidPortRange",
                "Security rule has invalid Port range. Value provided: "
                        + given
                        + ". Value should be an integer OR integer range with '-' delimiter. Valid"
                        + " range 0-65535.");
    }

    public static AzureException ruleAddress(String given) {
        return refusal(
                "SecurityRuleInvalidAddressPrefix",
                "Security rule has invalid Address prefix. Value provided: " + given);
    }

    private static AzureException refusal(String code, String message) {
        return new AzureException(400, code, message);
    }
}
