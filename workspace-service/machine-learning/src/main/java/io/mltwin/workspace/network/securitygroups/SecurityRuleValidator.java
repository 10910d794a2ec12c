package io.mltwin.workspace.network.securitygroups;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.network.requests.NetworkErrors.invalidFormat;
import static io.mltwin.workspace.network.requests.NetworkErrors.ruleAddress;
import static io.mltwin.workspace.network.requests.NetworkErrors.ruleConflict;
import static io.mltwin.workspace.network.requests.NetworkErrors.rulePort;
import static io.mltwin.workspace.network.requests.NetworkErrors.rulePriority;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.network.requests.AddressBlock;
import io.mltwin.workspace.network.requests.NetworkErrors;
import io.mltwin.workspace.network.securitygroups.SecurityRule.Direction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks a security rule, alone and among the rules of its group. */
final class SecurityRuleValidator {

    private static final int LOWEST_PRIORITY = 100;
    private static final int HIGHEST_PRIORITY = 4096;
    private static final int LONGEST_DESCRIPTION = 140;
    private static final List<String> PROTOCOLS = List.of("*", "Tcp", "Udp", "Icmp", "Esp", "Ah");
    private static final List<String> ACCESS = List.of("Allow", "Deny");
    private static final List<String> DIRECTIONS =
            Stream.of(Direction.values()).map(Direction::name).toList();

    private SecurityRuleValidator() {}

    /**
     * Validates the rules of a group.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static void validate(List<SecurityRuleBody> rules) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> places = new HashMap<>();
        for (SecurityRuleBody rule : rules) {
            SecurityRule read = read(rule);
            if (names.put(AsciiCase.lower(read.name()), read.name()) != null) {
                throw invalidFormat("securityRules", "names the rule '" + read.name() + "' twice.");
            }
            String other = places.put(read.direction() + "/" + read.priority(), read.name());
            if (other != null) {
                throw ruleConflict(read.name(), other);
            }
        }
    }

    /**
     * Reads a rule of a request, or one that is stored.
     *
     * @throws AzureException 400 for what Azure refuses, 501 for what is not built
     */
    static SecurityRule read(SecurityRuleBody rule) {
        NetworkErrors.requireName(rule.name());
        SecurityRuleBody.Properties given = rule.properties();
        if (given == null) {
            throw invalidFormat("properties", "of a security rule is required.");
        }
        refuseGroups("sourceApplicationSecurityGroups", given.sourceApplicationSecurityGroups());
        refuseGroups("destinationApplicationSecurityGroups", given.destinationApplicationSecurityGroups());
        if (given.description() != null && given.description().length() > LONGEST_DESCRIPTION) {
            throw invalidFormat("description", "has more than " + LONGEST_DESCRIPTION + " characters.");
        }
        if (given.priority() == null || given.priority() < LOWEST_PRIORITY || given.priority() > HIGHEST_PRIORITY) {
            throw rulePriority(given.priority());
        }
        return new SecurityRule(
                rule.name(),
                given.priority(),
                Direction.valueOf(oneOf("direction", given.direction(), DIRECTIONS)),
                oneOf("access", given.access(), ACCESS).equals("Allow"),
                oneOf("protocol", given.protocol(), PROTOCOLS),
                addresses("sourceAddressPrefix", given.sourceAddressPrefix(), given.sourceAddressPrefixes()),
                ports("sourcePortRange", given.sourcePortRange(), given.sourcePortRanges()),
                addresses(
                        "destinationAddressPrefix",
                        given.destinationAddressPrefix(),
                        given.destinationAddressPrefixes()),
                ports("destinationPortRange", given.destinationPortRange(), given.destinationPortRanges()));
    }

    private static void refuseGroups(String member, JsonNode given) {
        if (!isEmpty(given)) {
            throw notBuilt(member + " of a security rule");
        }
    }

    /** The value in Azure's spelling. */
    private static String oneOf(String member, String given, List<String> allowed) {
        return allowed.stream()
                .filter(one -> given != null && AsciiCase.equal(one, given))
                .findFirst()
                .orElseThrow(() -> invalidFormat(member, "is one of " + allowed + "."));
    }

    private static List<String> addresses(String member, String one, List<String> several) {
        List<String> all = all(member, one, several);
        for (String address : all) {
            boolean valid = address.equals("*")
                    || ServiceTags.isKnown(address)
                    || AddressBlock.parse(address).isPresent();
            if (!valid) {
                throw ruleAddress(address);
            }
        }
        return all;
    }

    private static List<PortRange> ports(String member, String one, List<String> several) {
        return all(member, one, several).stream()
                .map(range -> PortRange.parse(range).orElseThrow(() -> rulePort(range)))
                .toList();
    }

    private static List<String> all(String member, String one, List<String> several) {
        List<String> all = new ArrayList<>();
        if (!isEmpty(one)) {
            all.add(one);
        }
        if (several != null) {
            several.forEach(each -> all.add(each == null ? "" : each));
        }
        if (all.isEmpty()) {
            throw invalidFormat(member, "or " + member + "s is required.");
        }
        return List.copyOf(all);
    }
}
