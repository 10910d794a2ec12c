package io.mltwin.workspace.network.securitygroups;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import java.util.List;
import java.util.stream.Stream;

/** Between a security group's row and its wire form. */
final class SecurityGroupMapper {

    static final String TYPE = "Microsoft.Network/networkSecurityGroups";
    static final String RULES = TYPE + "/securityRules";

    private static final String SUCCEEDED = "Succeeded";
    private static final TypeReference<List<SecurityRuleBody>> STORED = new TypeReference<>() {};

    private SecurityGroupMapper() {}

    static SecurityGroupBody body(SecurityGroupEntity row, List<String> subnets) {
        return new SecurityGroupBody(new SecurityGroupBody.Properties(
                SUCCEEDED,
                row.resourceGuid,
                null,
                rules(row),
                DefaultRules.all().stream().map(rule -> defaultRule(row, rule)).toList(),
                subnets.isEmpty()
                        ? null
                        : subnets.stream().map(SecurityGroupBody.Reference::new).toList(),
                null));
    }

    /** The group's own rules, as they are shown. */
    static List<SecurityRuleBody> rules(SecurityGroupEntity row) {
        return JsonColumn.read(row.rules, STORED).stream()
                .map(rule -> rule.withId(row.id + "/securityRules/" + rule.name(), RULES))
                .toList();
    }

    static String stored(List<SecurityRuleBody> rules) {
        return JsonColumn.write(rules.stream()
                .map(rule -> new SecurityRuleBody(null, rule.name(), null, canonical(rule)))
                .toList());
    }

    /** All rules by which flows are decided. */
    static List<SecurityRule> effective(SecurityGroupEntity row) {
        return Stream.concat(rules(row).stream().map(SecurityRuleValidator::read), DefaultRules.all().stream())
                .toList();
    }

    /** Returns the kept part of a valid rule, in Azure's spelling. */
    private static SecurityRuleBody.Properties canonical(SecurityRuleBody rule) {
        SecurityRule read = SecurityRuleValidator.read(rule);
        SecurityRuleBody.Properties given = rule.properties();
        return new SecurityRuleBody.Properties(
                SUCCEEDED,
                given.description(),
                read.protocol(),
                given.sourcePortRange(),
                given.sourcePortRanges(),
                given.destinationPortRange(),
                given.destinationPortRanges(),
                given.sourceAddressPrefix(),
                given.sourceAddressPrefixes(),
                given.destinationAddressPrefix(),
                given.destinationAddressPrefixes(),
                null,
                null,
                read.allows() ? "Allow" : "Deny",
                read.priority(),
                read.direction().name());
    }

    private static SecurityRuleBody defaultRule(SecurityGroupEntity row, SecurityRule rule) {
        return new SecurityRuleBody(
                row.id + "/defaultSecurityRules/" + rule.name(),
                rule.name(),
                TYPE + "/defaultSecurityRules",
                new SecurityRuleBody.Properties(
                        SUCCEEDED,
                        null,
                        rule.protocol(),
                        "*",
                        null,
                        "*",
                        null,
                        rule.sources().get(0),
                        null,
                        rule.destinations().get(0),
                        null,
                        null,
                        null,
                        rule.allows() ? "Allow" : "Deny",
                        rule.priority(),
                        rule.direction().name()));
    }

    /** The rules that every security group has after its own ones, and that nobody can remove. */
    static final class DefaultRules {

        private static final String ANY = "*";
        private static final String NETWORK = ServiceTags.VIRTUAL_NETWORK;
        private static final int WITHIN_NETWORK = 65_000;
        private static final int SECOND = 65_001;
        private static final int LAST = 65_500;

        private static final List<SecurityRule> RULES = List.of(
                rule("AllowVnetInBound", WITHIN_NETWORK, "Inbound", true, NETWORK, NETWORK),
                rule("AllowAzureLoadBalancerInBound", SECOND, "Inbound", true, "AzureLoadBalancer", ANY),
                rule("DenyAllInBound", LAST, "Inbound", false, ANY, ANY),
                rule("AllowVnetOutBound", WITHIN_NETWORK, "Outbound", true, NETWORK, NETWORK),
                rule("AllowInternetOutBound", SECOND, "Outbound", true, ANY, ServiceTags.INTERNET),
                rule("DenyAllOutBound", LAST, "Outbound", false, ANY, ANY));

        private DefaultRules() {}

        static List<SecurityRule> all() {
            return RULES;
        }

        private static SecurityRule rule(
                String name, int priority, String direction, boolean allows, String source, String destination) {
            List<PortRange> ports = List.of(PortRange.parse(ANY).orElseThrow());
            return new SecurityRule(
                    name,
                    priority,
                    Direction.valueOf(direction),
                    allows,
                    ANY,
                    List.of(source),
                    ports,
                    List.of(destination),
                    ports);
        }
    }
}
