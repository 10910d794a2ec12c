package io.mltwin.scoring.models.clusters;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rows of AKS targets that have a name, and what the services on them are called. */
@ApplicationScoped
class ClusterCertificateRepository implements PanacheRepositoryBase<ClusterCertificateEntity, String> {

    /** A service that answers at the name of its cluster. */
    record Placed(String host, String name, String endpoint) {}

    ClusterCertificateEntity findByHost(String host) {
        return find("host", host).firstResult();
    }

    /** Until the transaction ends no other one gives this host to a cluster or a service. */
    void lockHost(String host) {
        AdvisoryLock.hold(getEntityManager(), "service|cname|" + host);
    }

    /** Returns whether the host is a service's own. */
    boolean isOfService(String host) {
        return !Queries.sql(getEntityManager(), "select 1 from web_service where cname_key = ?1", host)
                .getResultList()
                .isEmpty();
    }

    /** Gives the services on a target its name. */
    void setHostOfServices(String computeKey, String host) {
        Queries.sql(
                        getEntityManager(),
                        "update web_service set cluster_host = ?1 where compute_key = ?2",
                        host,
                        computeKey)
                .executeUpdate();
    }

    /** Takes the name of a target off the services on it. */
    void removeHostOfServices(String computeKey) {
        Queries.sql(getEntityManager(), "update web_service set cluster_host = null where compute_key = ?1", computeKey)
                .executeUpdate();
    }

    List<Placed> services() {
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select cluster_host, name, endpoint from web_service where cluster_host is not null")
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Placed((String) row[0], (String) row[1], (String) row[2]))
                .toList();
    }
}
