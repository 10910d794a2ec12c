package io.mltwin.workspace.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A custom policy definition of a subscription; properties are JSON. */
@Entity
@Table(name = "policy_definition")
class DefinitionEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String name;
    String properties;
}
