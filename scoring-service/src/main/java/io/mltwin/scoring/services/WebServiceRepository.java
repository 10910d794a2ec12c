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
}
