package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.notEnforced;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.IpRule;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.NetworkAcls;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code networkAcls} of a storage account: its rules, and between row and wire. */
final class NetworkAclsMapper {

    private static final Set<String> ACTIONS = Set.of("Allow", "Deny");
    private static final Set<String> BYPASSED = Set.of("None", "AzureServices", "Logging", "Metrics");
    private static final int MOST_RULES = 400;

    private NetworkAclsMapper() {}

    static void check(NetworkAcls acls) {
        invalidValueIf(
                acls.defaultAction() != null && !ACTIONS.contains(acls.defaultAction()),
                "networkAcls.defaultAction",
                "It is Allow or Deny.");
        if (acls.bypass() != null) {
            for (String each : acls.bypass().split(",")) {
                invalidValueIf(
                        !BYPASSED.contains(each.trim()),
                        "networkAcls.bypass",
                        "It is None, or AzureServices, Logging, Metrics.");
            }
        }
        if (isFilled(acls.virtualNetworkRules())) {
            throw notEnforced("networkAcls.virtualNetworkRules", "use ipRules.");
        }
        if (isFilled(acls.resourceAccessRules())) {
            throw notEnforced("networkAcls.resourceAccessRules", "use bypass AzureServices.");
        }
        for (IpRule rule : rules(acls)) {
            invalidValueIf(
                    rule == null || rule.value() == null || !NetworkRules.isAddress(rule.value()),
                    "networkAcls.ipRules",
                    "A value is an IPv4 address, or a range such as 10.0.0.0/8.");
            invalidValueIf(
                    rule.action() != null && !rule.action().equals("Allow"),
                    "networkAcls.ipRules",
                    "The action of a rule is Allow.");
        }
        invalidValueIf(
                rules(acls).size() > MOST_RULES, "networkAcls.ipRules", "There are at most %s rules.", MOST_RULES);
    }

    private static List<IpRule> rules(NetworkAcls acls) {
        return acls.ipRules() == null ? List.of() : acls.ipRules();
    }

    /** A list that is not sent stays as it is; so does what else is left out. */
    static void apply(StorageAccountEntity entity, NetworkAcls acls) {
        if (acls.defaultAction() != null) {
            entity.networkDefaultAction = acls.defaultAction();
        }
        if (acls.bypass() != null) {
            entity.networkBypass = String.join(
                    ", ",
                    Arrays.stream(acls.bypass().split(",")).map(String::trim).toList());
        }
        if (acls.ipRules() != null) {
            entity.ipRules =
                    String.join(",", acls.ipRules().stream().map(IpRule::value).toList());
        }
    }

    static StorageAccountBody.NetworkAcls body(StorageAccountEntity entity) {
        return new StorageAccountBody.NetworkAcls(
                entity.networkBypass,
                List.of(),
                NetworkRules.addresses(entity.ipRules).stream()
                        .map(value -> new StorageAccountBody.IpRule(value, "Allow"))
                        .toList(),
                entity.networkDefaultAction);
    }

    private static boolean isFilled(JsonNode list) {
        return list != null && list.isArray() && !list.isEmpty();
    }
}
