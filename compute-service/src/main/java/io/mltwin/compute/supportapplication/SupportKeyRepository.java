package io.mltwin.compute.supportapplication;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Keys of support applications. */
@Singleton
class SupportKeyRepository implements PanacheRepositoryBase<SupportKeyEntity, String> {

    /** The row that is there afterwards: of two first uses the second finds the first's key. */
    SupportKeyEntity addIfAbsent(SupportKeyEntity row) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "support application|" + row.applicationId)
                .getSingleResult();
        SupportKeyEntity found = findById(row.applicationId);
        if (found != null) {
            return found;
        }
        persist(row);
        return row;
    }
}
