package io.mltwin.workspace.locks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A management lock; keys are ids in lower case, owners are JSON. */
@Entity
@Table(name = "resource_lock")
class LockEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String scopeId;

    String name;
    String level;
    String notes;
    String owners;
}
