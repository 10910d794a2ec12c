package io.mltwin.compute.supportapplication;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Keys of support applications. */
@Singleton
class SupportKeyRepository implements PanacheRepositoryBase<SupportKeyEntity, String> {

    /** The row that is there afterwards: of two first uses the second finds the first's key. */
    SupportKeyEntity addIfAbsent(SupportKeyEntity row) {
        AdvisoryLock.hold(getEntityManager(), "support application|" + row.applicationId);
        SupportKeyEntity found = findById(row.applicationId);
        if (found != null) {
            return found;
        }
        persist(row);
        return row;
    }
}
