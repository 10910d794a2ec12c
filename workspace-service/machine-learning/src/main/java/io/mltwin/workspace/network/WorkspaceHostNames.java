package io.mltwin.workspace.network;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.NotebookInfo;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.machinelearning.notebooks.Notebooks;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The host names that resolve to the address of a private endpoint: of run history and model
 * management in the workspace's region, and of its notebook resource.
 */
@Singleton
class WorkspaceHostNames {

    private final Workspaces workspaces;
    private final Notebooks notebooks;
    private final Addresses addresses;

    WorkspaceHostNames(Workspaces workspaces, Notebooks notebooks, Addresses addresses) {
        this.workspaces = workspaces;
        this.notebooks = notebooks;
        this.addresses = addresses;
    }

    /** Without ports; none of a workspace that is gone. */
    List<String> of(ArmResourceId id) {
        List<String> names = new ArrayList<>();
        workspaces.find(id).ifPresent(workspace -> add(workspace, names));
        return names;
    }

    private void add(Workspace workspace, List<String> names) {
        for (String host :
                List.of(addresses.regionHost(workspace.location()), addresses.modelsHost(workspace.location()))) {
            names.add(host.substring(0, host.lastIndexOf(':')));
        }
        NotebookInfo info = notebooks.of(List.of(workspace.key())).get(workspace.key());
        if (info != null) {
            names.add(info.fqdn());
        }
    }
}
