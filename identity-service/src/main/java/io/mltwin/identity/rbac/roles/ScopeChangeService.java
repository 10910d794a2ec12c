package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.ScopeChange;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.resourceprovider.ScopeChangeResource.ScopeChangeListener;
import io.mltwin.resourceprovider.ScopedRows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Ends what is attached to a scope with the scope: role assignments, deny assignments, and the
 * place of the scope among the assignable scopes of custom roles. A custom role without any is
 * deleted. A vault that was deleted softly gets its assignments back when it is recovered.
 */
@Singleton
record ScopeChangeService(
        EntityManager database,
        RoleDefinitionRepository roles,
        RemovedAssignmentRepository removed,
        AccessControl access)
        implements ScopeChangeListener {

    @Override
    public void change(ScopeChange change) {
        QuarkusTransaction.requiringNew().run(() -> changeRows(change));
        access.refresh();
    }

    private void changeRows(ScopeChange change) {
        roles.lockChanges();
        ScopedRows.change(database, "role_assignment", change);
        ScopedRows.change(database, "deny_assignment", change);
        if (change.gone()) {
            String scope = change.id().key();
            removed.forgetAtAndBelow(scope);
            roles.assignableIn(change.id().subscriptionId()).forEach(row -> withdraw(row, scope));
        }
    }

    private void withdraw(RoleDefinitionEntity row, String scope) {
        List<String> before = RoleDefinitionMapper.definition(row).assignableScopes();
        List<String> left = before.stream()
                .filter(one -> !ScopeKey.covers(scope, ScopeKey.of(one)))
                .toList();
        if (left.isEmpty()) {
            roles.delete(row);
        } else if (left.size() < before.size()) {
            RoleDefinitionMapper.limit(row, left);
        }
    }
}
