package io.mltwin.workspace.machinelearning.privatelink;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Connections of private endpoints, by workspace and by endpoint. */
@Singleton
class PrivateEndpointConnectionRepository implements PanacheRepositoryBase<PrivateEndpointConnectionEntity, String> {

    List<PrivateEndpointConnectionEntity> of(Collection<String> workspaceKeys) {
        return list("workspaceKey in ?1 order by createdAt, key", workspaceKeys);
    }

    Optional<PrivateEndpointConnectionEntity> ofEndpoint(String endpointKey) {
        return find("endpointKey", endpointKey).firstResultOptional();
    }

    PrivateEndpointConnectionEntity locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }
}
