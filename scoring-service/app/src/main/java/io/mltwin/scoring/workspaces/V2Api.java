package io.mltwin.scoring.workspaces;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;

/**
 * The v2 API of a workspace, which is its data planes behind Azure Resource Manager; closed in v1
 * legacy mode.
 */
@Singleton
public record V2Api(WorkspaceClient workspaces, WorkspaceKeys keys) {

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces";

    /**
     * Passes unless the workspace that the resource lies in is in v1 legacy mode.
     *
     * @param id of the workspace or of something in it
     * @throws io.mltwin.armweb.AzureException 403
     */
    public void requireOpen(ArmResourceId id) {
        for (ArmResourceId scope : id.withAncestors()) {
            if (AsciiCase.equal(WORKSPACES, scope.type())) {
                workspaces.find(scope).ifPresent(workspace -> {
                    workspace.network().requireV2();
                    keys.prepare(scope.key());
                });
            }
        }
    }
}
