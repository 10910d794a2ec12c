package io.mltwin.scoring.services;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Web services of workspaces, and by the label of their host. */
@ApplicationScoped
class WebServiceRepository implements PanacheRepositoryBase<WebServiceEntity, String> {

    static String key(String workspaceKey, String name) {
        return workspaceKey + "|" + name;
    }

    List<WebServiceEntity> ofWorkspace(String workspaceKey) {
        return list("workspaceKey", Sort.descending("updatedAt"), workspaceKey);
    }

    WebServiceEntity findByEndpoint(String endpoint) {
        return find("endpoint", endpoint).firstResult();
    }

    /**
     * Until the transaction ends nobody else makes a service of this name, so that of two at once
     * the second finds the first's.
     */
    void lockName(String name) {
        getEntityManager()
                .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "service|" + name)
                .getSingleResult();
    }
}
