package io.mltwin.scoring.models.services;

import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.scoring.ModelManagementErrors;
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

    List<WebServiceEntity> deployedUnderCustomerKeys() {
        return list("(keyIdentifier is not null or clusterId is not null) and state in ('Healthy', 'Unhealthy')");
    }

    List<WebServiceEntity> withCname() {
        return list("cnameKey is not null");
    }

    WebServiceEntity findByCname(String cnameKey) {
        return find("cnameKey", cnameKey).firstResult();
    }

    WebServiceEntity findByName(String workspaceKey, String name) {
        return findById(key(workspaceKey, name));
    }

    /**
     * Returns the service of this name.
     *
     * @throws AzureException 404
     */
    WebServiceEntity requireByName(String workspaceKey, String name) {
        WebServiceEntity service = findByName(workspaceKey, name);
        if (service == null) {
            throw notFound(name);
        }
        return service;
    }

    /**
     * Returns the service behind a host's label.
     *
     * @param name for the refusal
     * @throws AzureException 404
     */
    WebServiceEntity requireByEndpoint(String endpoint, String name) {
        WebServiceEntity service = findByEndpoint(endpoint);
        if (service == null) {
            throw notFound(name);
        }
        return service;
    }

    static AzureException notFound(String name) {
        return ModelManagementErrors.notFound(
                "ServiceNotFound", "There is no service '" + name + "' in this workspace.");
    }

    WebServiceEntity findByEndpoint(String endpoint) {
        return find("endpoint", endpoint).firstResult();
    }

    /**
     * Until the transaction ends no other transaction makes a service of this name, so that of two
     * at once the second finds the first's.
     */
    void lockName(String name) {
        AdvisoryLock.hold(getEntityManager(), "service|" + name);
    }
}
