package io.mltwin.workspace.machinelearning;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A role assignment that Azure ML made for a workspace's identity. */
@Entity
@Table(name = "ml_workspace_grant")
class GrantEntity {

    @Embeddable
    record Key(String workspaceKey, String assignmentId) implements Serializable {}

    @EmbeddedId
    Key key;
}
