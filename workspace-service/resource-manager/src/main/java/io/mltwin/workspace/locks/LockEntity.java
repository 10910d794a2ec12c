package io.mltwin.workspace.locks;

import io.mltwin.resourceprovider.ExtensionRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A management lock; owners are JSON. */
@Entity
@Table(name = "resource_lock")
class LockEntity extends ExtensionRow {

    String scopeId;

    String level;
    String notes;
    String owners;

    /** Locks by the scope they are set on. */
    @Singleton
    static class Rows implements ExtensionRow.Rows<LockEntity> {

        void deleteAtAndBelow(String scopeKey) {
            delete("scopeKey", scopeKey);
            below(scopeKey).forEach(this::delete);
        }
    }
}
