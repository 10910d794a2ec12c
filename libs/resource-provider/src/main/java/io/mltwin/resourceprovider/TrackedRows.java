package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.List;

/** The table of a type of tracked resources; a type adds the queries of its own. */
public interface TrackedRows<E extends TrackedRow> extends PanacheRepositoryBase<E, String> {

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

    /** Returns those of a type, where the table has several. */
    default List<E> in(ArmResourceId scope, String type) {
        return in(scope);
    }

    /**
     * Holds the id until the end of the transaction, whether there is a row of it or not, and returns the row; null for
     * none.
     */
    default E lockedById(String key) {
        AdvisoryLock.hold(getEntityManager(), key);
        return findById(key);
    }

    /**
     * Returns the row of a resource.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    default E require(ArmResourceId id) {
        return findByIdOptional(id.key()).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    /**
     * Holds the id until the end of the transaction, and returns the row.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    default E requireLocked(ArmResourceId id) {
        E row = lockedById(id.key());
        if (row == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return row;
    }

    /** Returns true when another resource of this type has the name, wherever it lies. */
    default boolean isTaken(E row) {
        return count("name = ?1 and key <> ?2", row.name, row.key) > 0;
    }
}
