package io.mltwin.workspace.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.SQLRestriction;

/**
 * A policy assignment; keys are ids in lower case, properties are JSON. One whose scope was deleted
 * softly is not found until the scope is recovered.
 */
@Entity
@SQLRestriction("not aside")
@Table(name = "policy_assignment")
class AssignmentEntity {

    @Id
    String key;

    String id;

    String scopeKey;

    String definitionKey;

    String name;
    String properties;
}
