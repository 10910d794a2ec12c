package io.mltwin.workspace.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Changed registrations. */
@Singleton
class RegistrationRepository implements PanacheRepositoryBase<RegistrationEntity, RegistrationEntity.Key> {

    /**
     * Makes the row if there is none: of two that change it first, the second finds the first's.
     */
    void ensure(RegistrationEntity.Key key, String state) {
        getEntityManager()
                .createNativeQuery(
                        "insert into provider_registration (subscription_id, namespace, state) values (?1, ?2, ?3)"
                                + " on conflict do nothing")
                .setParameter(1, key.subscriptionId())
                .setParameter(2, key.namespace())
                .setParameter(3, state)
                .executeUpdate();
    }
}
