package io.mltwin.workspace.machinelearning;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The notebook resources of workspaces, as workspaces show them. */
public interface WorkspaceNotebooks {

    /** {@code ListNotebookKeysResult} on the wire (API 2022-10-01). */
    public record NotebookKeys(String primaryAccessKey, String secondaryAccessKey) {
        @Override
        public String toString() {
            return "keys of a notebook resource";
        }
    }

    /** {@code NotebookResourceInfo} on the wire (API 2020-08-01). */
    public record NotebookInfo(String resourceId, String fqdn) {}

    /** Returns those of the workspaces that have one, by key. */
    Map<String, NotebookInfo> of(Collection<String> workspaceKeys);

    /** Returns the keys of a workspace's notebook resource, unless it was never prepared. */
    Optional<NotebookKeys> findKeys(Workspace workspace);
}
