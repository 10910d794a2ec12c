package io.mltwin.workspace.scopes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Changes of scopes that other services have yet to be told, in their order. */
@Singleton
class ScopeChangeRepository implements PanacheRepositoryBase<ScopeChangeEntity, Long> {

    List<ScopeChangeEntity> inOrder() {
        return list("order by changeId");
    }

    List<ScopeChangeEntity> at(List<String> scopeKeys) {
        return list("scopeKey in ?1 order by changeId", scopeKeys);
    }
}
