package io.mltwin.identity.rbac.denyassignments;

import io.mltwin.identity.rbac.ScopeQuery;
import io.mltwin.identity.rbac.roles.Guid;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Deny assignments. */
@Singleton
class DenyAssignmentRepository implements PanacheRepositoryBase<DenyAssignmentEntity, String> {

    /** Returns those that a query asks for, in the order in which they were made. */
    List<DenyAssignmentEntity> list(ScopeQuery query) {
        return list(query.orderedBy("createdOn, name"), query.parameters());
    }

    /** Restricts a query to those that name one of some principals. */
    static void restrict(ScopeQuery query, Set<String> principals) {
        Object[] names = principals.stream()
                .map(Guid::read)
                .filter(Objects::nonNull)
                .map(id -> "%\"id\":\"" + id + "\"%")
                .toArray();
        query.and("(1 = 0" + " or lower(principals) like ?".repeat(names.length) + ")", names);
    }
}
