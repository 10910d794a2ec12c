package io.mltwin.keyvault.vaults;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.keyvault.vaults.VaultErrors.badPropertyIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.IpRule;
import io.mltwin.keyvault.vaults.VaultBody.NetworkAcls;
import io.mltwin.keyvault.vaults.VaultBody.NetworkRule;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a vault's network rules as Azure does. */
final class NetworkRuleValidator {

    private static final int MOST_IP_RULES = 1000;
    private static final int MOST_SUBNETS = 200;
    private static final Pattern SUBNET =
            AsciiCase.pattern("/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network"
                    + "/virtualNetworks/[^/]+/subnets/[^/]+");

    private NetworkRuleValidator() {}

    /**
     * Checks the rules of a request.
     *
     * @throws AzureException 400 {@code BadRequest}; 501 for a network security perimeter
     */
    static void check(Properties properties) {
        notBuiltIf(
                AsciiCase.equal("SecuredByPerimeter", properties.publicNetworkAccess()),
                "A network security perimeter of vaults");
        word("publicNetworkAccess", properties.publicNetworkAccess(), Set.of("enabled", "disabled"));
        NetworkAcls acls = properties.networkAcls();
        if (acls == null) {
            return;
        }
        word("networkAcls.defaultAction", acls.defaultAction(), Set.of("allow", "deny"));
        word("networkAcls.bypass", acls.bypass(), Set.of("azureservices", "none"));
        addresses(acls.ipRules() == null ? List.of() : acls.ipRules());
        subnets(acls.virtualNetworkRules() == null ? List.of() : acls.virtualNetworkRules());
    }

    /**
     * Completes rules before they are stored: without a default action, all other addresses are
     * denied.
     */
    static NetworkAcls complete(NetworkAcls given) {
        if (given == null) {
            return null;
        }
        boolean named = given.ipRules() != null && !given.ipRules().isEmpty()
                || given.virtualNetworkRules() != null
                        && !given.virtualNetworkRules().isEmpty();
        return new NetworkAcls(
                given.bypass() == null ? "AzureServices" : given.bypass(),
                given.defaultAction() == null ? named ? "Deny" : "Allow" : given.defaultAction(),
                given.ipRules() == null ? List.of() : given.ipRules(),
                given.virtualNetworkRules() == null ? List.of() : given.virtualNetworkRules());
    }

    private static void addresses(List<IpRule> rules) {
        badPropertyIf(rules.size() > MOST_IP_RULES, "networkAcls.ipRules", "a vault has at most %s.", MOST_IP_RULES);
        for (IpRule rule : rules) {
            badPropertyIf(
                    rule == null || !Ipv4Range.isValid(rule.value()),
                    "networkAcls.ipRules",
                    "each is an IPv4 address or a range such as 124.56.78.0/24.");
        }
    }

    private static void subnets(List<NetworkRule> rules) {
        badPropertyIf(
                rules.size() > MOST_SUBNETS,
                "networkAcls.virtualNetworkRules",
                "a vault has at most %s.",
                MOST_SUBNETS);
        for (NetworkRule rule : rules) {
            badPropertyIf(
                    rule == null
                            || rule.id() == null
                            || !SUBNET.matcher(rule.id()).matches(),
                    "networkAcls.virtualNetworkRules",
                    "each is the id of a subnet.");
        }
    }

    private static void word(String property, String given, Set<String> known) {
        badPropertyIf(
                given != null && !known.contains(AsciiCase.lower(given)), property, "it must be one of %s.", known);
    }
}
