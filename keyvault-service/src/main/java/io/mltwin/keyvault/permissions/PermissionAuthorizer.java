package io.mltwin.keyvault.permissions;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.AccessPolicies;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;

/**
 * Decides whether a caller may do something with what a vault holds. A vault has one of Azure's two
 * permission models: its own access policies, or Azure RBAC's data actions (then identity decides).
 * Neither opens the other's vaults, so even an Owner gets 403 here without a policy or a data role.
 */
@Singleton
record PermissionAuthorizer(AccessClient access) {
    /**
     * Requires that the token's principal has a permission.
     *
     * @param objectName secret or key it is about, or null for all
     * @throws AzureException 403 {@code Forbidden} with inner code {@code AccessDenied} or {@code
     *     ForbiddenByRbac}
     */
    void require(Vault vault, VaultPermission permission, String objectName, VerifiedToken token) {
        if (vault.rbac()) {
            String scope = scope(vault, permission, objectName);
            if (!access.isAllowed(token.caller(), new Check(permission.dataAction(), scope, true))) {
                throw forbiddenByRbac(vault, permission, scope, token);
            }
        } else if (!AccessPolicies.allow(vault, token.caller(), permission.kind(), permission.verb())) {
            throw accessDenied(vault, permission, token);
        }
    }

    private static String scope(Vault vault, VaultPermission permission, String objectName) {
        return objectName == null ? vault.armId() : vault.armId() + "/" + kind(permission) + "/" + objectName;
    }

    private static AzureException accessDenied(Vault vault, VaultPermission permission, VerifiedToken token) {
        return forbidden(
                        "Forbidden",
                        "The user, group or application '%s' does not have %s %s permission on key vault '%s'. For help"
                                + " resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287",
                        who(token),
                        kind(permission),
                        permission.verb(),
                        where(vault))
                .withInnerCode("AccessDenied");
    }

    private static AzureException forbiddenByRbac(
            Vault vault, VaultPermission permission, String scope, VerifiedToken token) {
        return forbidden(
                        "Forbidden",
                        "Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or"
                                + " role definitions were changed recently, please observe propagation time.\r\nCaller: %s\r\nAction:"
                                + " '%s'\r\nResource: '%s'\r\nAssignment: (not found)\r\nDecisionReason:"
                                + " 'DeniedWithNoValidRBAC'\r\nVault: %s\r\n",
                        who(token),
                        permission.dataAction(),
                        AsciiCase.lower(scope),
                        where(vault))
                .withInnerCode("ForbiddenByRbac");
    }

    private static String kind(VaultPermission permission) {
        return AsciiCase.lower(permission.kind().name());
    }

    static String who(VerifiedToken token) {
        return "appid=" + token.applicationId() + ";oid=" + token.objectId() + ";iss=" + token.issuer();
    }

    static String where(Vault vault) {
        return vault.name() + ";location=" + vault.location();
    }
}
