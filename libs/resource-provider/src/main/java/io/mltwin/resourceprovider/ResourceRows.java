package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.List;

/** The table of a type of resources. */
public interface ResourceRows<E extends ResourceRow> extends PanacheRepositoryBase<E, String> {

    /** What holds of the resources that there are, in HQL; rows of others wait to be recovered. */
    default String presence() {
        return "1 = 1";
    }

    /** Returns those of a type in a scope: a subscription, a resource group or the parent. */
    List<E> in(ArmResourceId scope, String type);

    /** Returns the row of a resource; null for none. */
    default E present(String key) {
        return find("key = ?1 and " + presence(), key).firstResult();
    }

    /**
     * Holds the id until the end of the transaction, whether there is a row of it or not, and returns the row; null for
     * none.
     */
    default E lockedById(String key) {
        AdvisoryLock.hold(getEntityManager(), key);
        return present(key);
    }

    /**
     * Returns the row of a resource.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    default E require(ArmResourceId id) {
        return required(present(id.key()), id);
    }

    /**
     * Holds the id until the end of the transaction, and returns the row.
     *
     * @throws io.mltwin.armweb.AzureException 404 {@code ResourceNotFound}
     */
    default E requireLocked(ArmResourceId id) {
        return required(lockedById(id.key()), id);
    }

    private E required(E row, ArmResourceId id) {
        if (row == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return row;
    }

    /** Returns the row that has the name of a new one, wherever it lies; null for none. */
    default E sameName(E made) {
        return find("name", made.name).firstResult();
    }
}
