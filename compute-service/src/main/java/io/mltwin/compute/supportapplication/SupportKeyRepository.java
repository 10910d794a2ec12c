package io.mltwin.compute.supportapplication;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Keys of support applications. */
@Singleton
class SupportKeyRepository implements PanacheRepositoryBase<SupportKeyEntity, String> {

    /** Of two first uses of an application the second finds the first's key. */
    void lock(String applicationId) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .setParameter("id", "support application|" + applicationId)
                .getSingleResult();
    }
}
