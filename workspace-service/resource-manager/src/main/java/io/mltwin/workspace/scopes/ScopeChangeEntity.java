package io.mltwin.workspace.scopes;

import io.mltwin.armweb.ScopeChange;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Row of a change that other services have yet to be told. */
@Entity
@Table(name = "scope_change")
class ScopeChangeEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long changeId;

    String scope;

    String scopeKey;

    @Enumerated(EnumType.STRING)
    ScopeChange.Kind kind;

    ScopeChange change() {
        return new ScopeChange(scope, kind);
    }
}
