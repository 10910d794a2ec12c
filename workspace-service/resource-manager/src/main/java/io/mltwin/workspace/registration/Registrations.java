package io.mltwin.workspace.registration;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

/**
 * Knows which resource providers a subscription may use for writing.
 *
 * <p>Deviation: in Azure a new subscription has most namespaces unregistered; here all are
 * registered from the start, so that the flows run, and can be unregistered.
 */
@ApplicationScoped
public class Registrations {

    private static final String REGISTERED = "Registered";
    private static final String UNREGISTERED = "Unregistered";

    private final RegistrationRepository rows;

    public Registrations(RegistrationRepository rows) {
        this.rows = rows;
    }

    @Transactional
    public String state(String subscriptionId, String namespace) {
        RegistrationEntity row = rows.findById(key(subscriptionId, namespace));
        return row == null ? REGISTERED : row.state;
    }

    public boolean isRegistered(String subscriptionId, String namespace) {
        return state(subscriptionId, namespace).equals(REGISTERED);
    }

    @Transactional
    void set(String subscriptionId, String namespace, boolean registered) {
        RegistrationEntity.Key key = key(subscriptionId, namespace);
        rows.ensure(key, REGISTERED);
        rows.findById(key, LockModeType.PESSIMISTIC_WRITE).state = registered ? REGISTERED : UNREGISTERED;
    }

    private static RegistrationEntity.Key key(String subscriptionId, String namespace) {
        return new RegistrationEntity.Key(AsciiCase.lower(subscriptionId), AsciiCase.lower(namespace));
    }

    /** Changed registrations. */
    @Singleton
    static class RegistrationRepository implements PanacheRepositoryBase<RegistrationEntity, RegistrationEntity.Key> {

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
}
