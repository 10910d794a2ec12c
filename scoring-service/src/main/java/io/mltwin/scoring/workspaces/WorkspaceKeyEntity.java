package io.mltwin.scoring.workspaces;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code workspace_key}. */
@Entity
@Table(name = "workspace_key")
class WorkspaceKeyEntity {

    @Id
    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "under_customer_key")
    boolean underCustomerKey;

    byte[] wrapped;
}
