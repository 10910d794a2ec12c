package io.mltwin.workspace.policy;

import io.mltwin.resourceprovider.ExtensionRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A custom policy definition of a subscription; properties are JSON. */
@Entity
@Table(name = "policy_definition")
class DefinitionEntity extends ExtensionRow {

    String properties;

    /** They lie in subscriptions. */
    @Singleton
    static class DefinitionRepository implements ExtensionRow.Rows<DefinitionEntity> {}
}
