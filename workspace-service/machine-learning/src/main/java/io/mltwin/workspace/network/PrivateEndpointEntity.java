package io.mltwin.workspace.network;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;

/** Row of a private endpoint; {@code key} is its ARM id in lower case. */
@Entity
@Table(name = "private_endpoint")
class PrivateEndpointEntity extends TrackedRow {

    String address;

    String subnetId;

    String connectionName;

    boolean manual;

    String targetId;

    String requestMessage;

    /** Private endpoints. */
    @Singleton
    static class PrivateEndpointRepository implements TrackedRows<PrivateEndpointEntity> {

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
}
