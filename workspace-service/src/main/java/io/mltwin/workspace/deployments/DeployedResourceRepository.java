package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** What deployments last sent. */
@Singleton
class DeployedResourceRepository implements PanacheRepositoryBase<DeployedResourceEntity, String> {

    void deleteAtAndBelow(String key) {
        String pattern = key.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
        delete("key = ?1 or key like ?2 escape '!'", key, pattern);
    }
}
