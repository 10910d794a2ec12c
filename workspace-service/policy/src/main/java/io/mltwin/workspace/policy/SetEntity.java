package io.mltwin.workspace.policy;

import io.mltwin.resourceprovider.ExtensionRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A custom policy set definition; properties are JSON. */
@Entity
@Table(name = "policy_set_definition")
class SetEntity extends ExtensionRow {

    String properties;

    /** They lie in subscriptions. */
    @Singleton
    static class SetRepository implements ExtensionRow.Rows<SetEntity> {}
}
