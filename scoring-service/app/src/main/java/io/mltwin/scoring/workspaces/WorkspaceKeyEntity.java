package io.mltwin.scoring.workspaces;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code workspace_key}. */
@Entity
@Table(name = "workspace_key")
class WorkspaceKeyEntity {

    @Id
    String workspaceKey;

    boolean underCustomerKey;

    byte[] wrapped;
}
