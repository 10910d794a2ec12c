package io.mltwin.workspace.locks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Locks by the scope they are set on. */
@Singleton
class LockRepository implements PanacheRepositoryBase<LockEntity, String> {

    List<LockEntity> at(List<String> scopeKeys) {
        return list("scopeKey in ?1 order by key", scopeKeys);
    }

    List<LockEntity> below(String scopeKey) {
        String pattern = scopeKey.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
        return list("scopeKey like ?1 escape '!' order by key", pattern);
    }

    void deleteAtAndBelow(String scopeKey) {
        delete("scopeKey", scopeKey);
        below(scopeKey).forEach(this::delete);
    }
}
