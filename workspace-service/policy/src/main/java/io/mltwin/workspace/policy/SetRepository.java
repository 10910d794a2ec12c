package io.mltwin.workspace.policy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Custom policy set definitions by the subscription they lie in. */
@Singleton
class SetRepository implements PanacheRepositoryBase<SetEntity, String> {

    List<SetEntity> of(String scopeKey) {
        return list("scopeKey = ?1 order by key", scopeKey);
    }
}
