package io.mltwin.workspace.scopes;

import io.mltwin.armweb.ScopeChange;
import jakarta.persistence.Column;
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
    @Column(name = "change_id")
    Long changeId;

    String scope;

    @Column(name = "scope_key")
    String scopeKey;

    @Enumerated(EnumType.STRING)
    ScopeChange.Kind kind;

    ScopeChange change() {
        return new ScopeChange(scope, kind);
    }
}
