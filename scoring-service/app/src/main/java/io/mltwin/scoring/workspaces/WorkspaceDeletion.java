package io.mltwin.scoring.workspaces;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

/**
 * Deletes models, assets, images, operations and web services of a workspace that is deleted, so
 * that one of the same name finds none of them. What was pushed to the registry stays there, as in
 * Azure: the registry is the customer's.
 */
@Singleton
class WorkspaceDeletion {

    private final Event<WorkspaceDeleted> deleted;
    private final WorkspaceClient workspaces;

    WorkspaceDeletion(Event<WorkspaceDeleted> deleted, WorkspaceClient workspaces) {
        this.deleted = deleted;
        this.workspaces = workspaces;
    }

    void delete(ArmResourceId workspace) {
        RowTransactions.inOne(() -> {
            deleted.fire(new WorkspaceDeleted(workspace.key()));
            return null;
        });
        workspaces.forget(workspace);
    }
}
