package io.mltwin.managedidentities;

import java.util.ArrayList;
import java.util.List;

/**
 * What a request changes of a resource's identities, known before its row changes.
 *
 * @param before identities that the row had
 * @param after identities that it is to have; those that stay are the same objects
 */
public record IdentityChange(List<HostedIdentity> before, List<HostedIdentity> after) {

    /** Returns the identities that this change puts on. */
    public List<HostedIdentity> added() {
        return after.stream().filter(one -> !before.contains(one)).toList();
    }

    /**
     * Returns the row's identities with this change, also where another request has changed them
     * since.
     */
    public List<HostedIdentity> applyTo(List<HostedIdentity> present) {
        List<HostedIdentity> result = new ArrayList<>(present);
        before.stream()
                .filter(one -> !after.contains(one))
                .forEach(gone -> result.removeIf(one -> one.isOf(gone.resourceId())));
        for (HostedIdentity one : added()) {
            result.removeIf(other -> other.isOf(one.resourceId()));
            result.add(one);
        }
        return result;
    }

    /** Does so with a row's column. */
    public String applyTo(String stored) {
        return HostedIdentity.write(applyTo(HostedIdentity.read(stored)));
    }
}
