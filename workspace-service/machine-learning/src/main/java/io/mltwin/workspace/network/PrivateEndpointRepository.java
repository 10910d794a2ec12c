package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import java.util.List;

/** Private endpoints. */
@Singleton
class PrivateEndpointRepository implements TrackedRows<PrivateEndpointEntity> {

    /** Counts on, so that no address comes again soon. */
    long nextNumber() {
        return ((Number) getEntityManager()
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
                        "select e.id from PrivateEndpointEntity e where lower(e.subnetId) = ?1" + " order by e.key",
                        String.class)
                .setParameter(1, subnetKey)
                .getResultList();
    }
}
