package io.mltwin.workspace.machinelearning.notebooks;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The notebook resource of a workspace; its keys are wrapped. */
@Entity
@Table(name = "ml_notebook")
class NotebookEntity {

    @Id
    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "resource_id")
    String resourceId;

    String fqdn;

    @Column(name = "wrapped_keys")
    byte[] wrappedKeys;

    @Column(name = "prepared_at")
    Instant preparedAt;
}
