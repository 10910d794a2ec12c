package io.mltwin.workspace.machinelearning;

import java.util.Collection;
import java.util.List;

/** The connections of private endpoints to workspaces, as workspaces show and heed them. */
public interface WorkspaceConnections {

    /** Returns those of each of the workspaces, which are named by their keys. */
    List<Connected> of(Collection<String> workspaceKeys);

    /** Returns the connections of a workspace that are let in. */
    Approved approved(String workspaceKey);

    /**
     * A connection as its workspace shows it.
     *
     * @param body on the wire
     */
    record Connected(String workspaceKey, Object body) {}

    /**
     * The connections that are let in.
     *
     * @param addresses of their private endpoints
     */
    record Approved(boolean any, List<String> addresses) {}
}
