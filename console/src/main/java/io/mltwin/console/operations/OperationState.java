package io.mltwin.console.operations;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.activity.ActivityEvent;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.workspaces.WorkspaceId;
import java.util.List;

/**
 * How far an operation has come.
 *
 * @param resourceState the provisioning state of what it changes; empty when that is not there or
 *     has none
 * @param events those of the activity log, the oldest first
 */
public record OperationState(
        ArmResourceId target, OperationBody operation, String resourceState, List<ActivityEvent> events) {

    /** Returns why it failed; null for anything else. */
    public ShownError problem() {
        return operation.error() == null ? null : operation.error().shown();
    }

    /** Returns the workspace that it has made; null for anything else. */
    public WorkspaceId workspace() {
        return operation.isSucceeded() && !resourceState.isEmpty() && WorkspaceId.isWorkspace(target)
                ? WorkspaceId.of(target)
                : null;
    }
}
