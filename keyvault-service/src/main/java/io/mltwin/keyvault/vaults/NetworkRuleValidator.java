package io.mltwin.keyvault.vaults;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.keyvault.vaults.VaultErrors.badPropertyIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.IpRule;
import io.mltwin.keyvault.vaults.VaultBody.NetworkAcls;
import io.mltwin.keyvault.vaults.VaultBody.NetworkRule;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import java.util.List;
import java.util.regex.Pattern;

/** Checks a vault's network rules as Azure does. */
final class NetworkRuleValidator {

    private static final int MOST_IP_RULES = 1000;
    private static final int MOST_SUBNETS = 200;
    private static final Pattern SUBNET =
            AsciiCase.pattern("/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network"
                    + "/virtualNetworks/[^/]+/subnets/[^/]+");

    private static final Rules<Properties> RULES = Rules.of(Properties.class, "", VaultErrors::badProperty)
            .notBuiltFor("A network security perimeter of vaults", "publicNetworkAccess", "SecuredByPerimeter")
            .oneOf(List.of("enabled", "disabled"), "it must be one of [enabled, disabled].", "publicNetworkAccess")
            .oneOf(List.of("allow", "deny"), "it must be one of [allow, deny].", "networkAcls.defaultAction")
            .oneOf(List.of("azureservices", "none"), "it must be one of [azureservices, none].", "networkAcls.bypass")
            .part("networkAcls.ipRules", NetworkRuleValidator::addresses)
            .part("networkAcls.virtualNetworkRules", NetworkRuleValidator::subnets);

    private NetworkRuleValidator() {}

    /**
     * Checks the rules of a request.
     *
     * @throws AzureException 400 {@code BadRequest}; 501 for a network security perimeter
     */
    static void check(Properties properties) {
        RULES.check(properties);
    }

    /**
     * Completes rules before they are stored: without a default action, all other addresses are
     * denied.
     */
    static NetworkAcls complete(NetworkAcls given) {
        if (given == null) {
            return null;
        }
        boolean named = !isEmpty(given.ipRules()) || !isEmpty(given.virtualNetworkRules());
        return new NetworkAcls(
                requireNonNullElse(given.bypass(), "AzureServices"),
                given.defaultAction() == null ? named ? "Deny" : "Allow" : given.defaultAction(),
                orEmpty(given.ipRules()),
                orEmpty(given.virtualNetworkRules()));
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
}
