package io.mltwin.workspace.network.securitygroups;

import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import java.util.List;

/** The rules that every security group has after its own ones, and that nobody can remove. */
final class DefaultRules {

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
