package io.mltwin.workspace.storage.accounts;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.notEnforced;

import io.mltwin.armweb.Rules;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.IpRule;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest.NetworkAcls;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code networkAcls} of a storage account: its rules, and between row and wire. */
final class NetworkAclsMapper {

    private static final Set<String> BYPASSED = Set.of("None", "AzureServices", "Logging", "Metrics");
    private static final int MOST_RULES = 400;

    private static final Rules<NetworkAcls> RULES = Rules.of(
                    NetworkAcls.class, "networkAcls.", StorageErrors::invalidValue)
            .matches("Allow|Deny", "It is Allow or Deny.", "defaultAction")
            .fits(
                    bypass -> Arrays.stream(bypass.split(",")).map(String::trim).allMatch(BYPASSED::contains),
                    "It is None, or AzureServices, Logging, Metrics.",
                    "bypass")
            .refuseIfAsked(list -> notEnforced(list, "use ipRules."), "virtualNetworkRules")
            .refuseIfAsked(list -> notEnforced(list, "use bypass AzureServices."), "resourceAccessRules")
            .each("ipRules", NetworkAclsMapper::checkRule)
            .refuse(
                    acls -> orEmpty(acls.ipRules()).size() > MOST_RULES,
                    "ipRules",
                    "There are at most " + MOST_RULES + " rules.");

    private NetworkAclsMapper() {}

    static void check(NetworkAcls acls) {
        RULES.check(acls);
    }

    private static void checkRule(IpRule rule) {
        invalidValueIf(
                rule == null || rule.value() == null || !NetworkRules.isAddress(rule.value()),
                "networkAcls.ipRules",
                "A value is an IPv4 address, or a range such as 10.0.0.0/8.");
        invalidValueIf(
                rule.action() != null && !rule.action().equals("Allow"),
                "networkAcls.ipRules",
                "The action of a rule is Allow.");
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
}
