package io.mltwin.scoring.workspaces;

import io.mltwin.encoding.AsciiCase;

/** Fired again and again while the customer's key of a workspace is revoked. */
public record WorkspaceKeyRevoked(String workspaceKey) {

    /** Returns whether it is the workspace of a resource. */
    public boolean concerns(String armId) {
        return AsciiCase.lower(armId + "/").startsWith(workspaceKey + "/");
    }
}
