package io.mltwin.workspace.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A custom policy set definition; keys are ids in lower case, properties are JSON. */
@Entity
@Table(name = "policy_set_definition")
class SetEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String name;
    String properties;
}
