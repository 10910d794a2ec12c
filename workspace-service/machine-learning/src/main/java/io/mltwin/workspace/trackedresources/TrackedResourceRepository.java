package io.mltwin.workspace.trackedresources;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.List;

/**
 * Finds tracked resources of a type. A row's {@code key} is its ARM id in lower case; {@code
 * subscriptionId} and {@code resourceGroup} are in lower case too.
 */
public interface TrackedResourceRepository<E> extends PanacheRepositoryBase<E, String> {

    /** Returns those in a subscription or resource group, by their ids. */
    default List<E> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    /**
     * Holds the id until the end of the transaction, whether there is a row of it or not, and
     * returns the row; null for none.
     */
    default E lockedById(String key) {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, key)
                .getSingleResult();
        return findById(key);
    }
}
