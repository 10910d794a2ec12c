package io.mltwin.workspace.machinelearning;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The notebook resources of workspaces, as workspaces show them. */
public interface WorkspaceNotebooks {

    /** Returns those of the workspaces that have one, by key. */
    Map<String, NotebookInfo> of(Collection<String> workspaceKeys);

    /** Returns the keys of a workspace's notebook resource, unless it was never prepared. */
    Optional<NotebookKeys> findKeys(Workspace workspace);
}
