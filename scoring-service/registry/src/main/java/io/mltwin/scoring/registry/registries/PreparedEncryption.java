package io.mltwin.scoring.registry.registries;

import io.mltwin.managedidentities.HostedIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * The answers of identity-service and the vault for a registry, before its row changes.
 *
 * @param before identities that the row had
 * @param after identities that it is to have; those that stay are the same objects
 * @param hasNewKey whether the data key was wrapped by a key that the row does not name yet
 */
record PreparedEncryption(List<HostedIdentity> before, List<HostedIdentity> after, boolean hasNewKey) {

    /**
     * Returns the row's identities with this change, also where another request has changed them
     * since.
     */
    List<HostedIdentity> applyTo(List<HostedIdentity> present) {
        List<HostedIdentity> result = new ArrayList<>(present);
        before.stream()
                .filter(one -> !after.contains(one))
                .forEach(gone -> result.removeIf(one -> one.isOf(gone.resourceId())));
        for (HostedIdentity one : after) {
            if (!before.contains(one)) {
                result.removeIf(other -> other.isOf(one.resourceId()));
                result.add(one);
            }
        }
        return result;
    }
}
