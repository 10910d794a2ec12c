package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Online endpoints of workspaces, and by the name of their host. */
@ApplicationScoped
class OnlineEndpointRepository implements PanacheRepositoryBase<OnlineEndpointEntity, String> {

    List<OnlineEndpointEntity> ofWorkspace(String workspaceKey) {
        return list("workspaceKey", Sort.by("armKey"), workspaceKey);
    }

    Optional<OnlineEndpointEntity> byHost(String hostKey) {
        return find("hostKey", hostKey).firstResultOptional();
    }

    /** Lets one transaction at a time change an endpoint or what refers to it. */
    void lock(String armKey) {
        advisoryLock("online endpoint|" + armKey);
    }

    /** Lets one transaction at a time make an endpoint of this host. */
    void lockHost(String hostKey) {
        advisoryLock("online endpoint host|" + hostKey);
    }

    private void advisoryLock(String name) {
        AdvisoryLock.hold(getEntityManager(), name);
    }
}
