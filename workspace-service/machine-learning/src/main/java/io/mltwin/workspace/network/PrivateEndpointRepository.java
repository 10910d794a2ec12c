package io.mltwin.workspace.network;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Private endpoints. */
@Singleton
class PrivateEndpointRepository implements PanacheRepositoryBase<PrivateEndpointEntity, String> {

    List<PrivateEndpointEntity> in(ArmResourceId scope) {
        String subscription = AsciiCase.lower(scope.subscriptionId());
        return scope.resourceGroup() == null
                ? list("subscriptionId = ?1 order by key", subscription)
                : list(
                        "subscriptionId = ?1 and resourceGroup = ?2 order by key",
                        subscription,
                        AsciiCase.lower(scope.resourceGroup()));
    }

    /** Counts on, so that no address comes again soon. */
    long nextNumber() {
        return ((Number)
                        getEntityManager()
                                .createNativeQuery("select nextval('private_endpoint_number')")
                                .getSingleResult())
                .longValue();
    }

    List<String> addresses() {
        return getEntityManager()
                .createQuery("select e.address from PrivateEndpointEntity e", String.class)
                .getResultList();
    }

    List<String> inSubnet(String subnetKey) {
        return getEntityManager()
                .createQuery(
                        "select e.id from PrivateEndpointEntity e where lower(e.subnetId) = ?1"
                                + " order by e.key",
                        String.class)
                .setParameter(1, subnetKey)
                .getResultList();
    }

    /** Holds the name until the end of the transaction, whether there is a row of it or not. */
    PrivateEndpointEntity lockedByName(String key) {
        getEntityManager()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(?1, 0)) as text)")
                .setParameter(1, key)
                .getSingleResult();
        return findById(key);
    }
}
