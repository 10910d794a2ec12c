package io.mltwin.workspace.machinelearning.notebooks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The notebook resource of a workspace; its keys are wrapped. */
@Entity
@Table(name = "ml_notebook")
class NotebookEntity {

    @Id
    String workspaceKey;

    String resourceId;

    String fqdn;

    byte[] wrappedKeys;

    Instant preparedAt;
}
