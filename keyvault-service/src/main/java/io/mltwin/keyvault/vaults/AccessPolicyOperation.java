package io.mltwin.keyvault.vaults;

import static io.mltwin.keyvault.vaults.VaultErrors.badProperty;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import java.util.List;
import java.util.function.BinaryOperator;

/** The last segment of {@code vaults/{v}/accessPolicies/{operation}}. */
enum AccessPolicyOperation {
    ADD(AccessPolicies::add),
    REPLACE(AccessPolicies::replace),
    REMOVE(AccessPolicies::remove);

    private final BinaryOperator<List<AccessPolicy>> change;

    AccessPolicyOperation(BinaryOperator<List<AccessPolicy>> change) {
        this.change = change;
    }

    List<AccessPolicy> apply(List<AccessPolicy> present, List<AccessPolicy> given) {
        return change.apply(present, given);
    }

    static AccessPolicyOperation of(String segment) {
        for (AccessPolicyOperation operation : values()) {
            if (AsciiCase.equal(AsciiCase.lower(operation.name()), segment)) {
                return operation;
            }
        }
        throw badProperty("operationKind", "'%s' is none of add, replace, remove.", segment);
    }
}
