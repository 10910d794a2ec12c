package io.mltwin.compute.workspaces;

import io.mltwin.armweb.ArmResourceId;
import org.jboss.resteasy.reactive.RestPath;

/** The workspace that a path of the data plane names. */
public class WorkspacePath {

    /** Path template of everything inside a workspace, below the service's prefix. */
    public static final String TEMPLATE = "{subscription}/{group}/{workspace}";

    @RestPath
    public String subscription;

    @RestPath
    public String group;

    @RestPath
    public String workspace;

    /** Returns the path of a workspace that something else than the path names. */
    public static WorkspacePath of(ArmResourceId workspace) {
        WorkspacePath path = new WorkspacePath();
        path.subscription = workspace.subscriptionId();
        path.group = workspace.resourceGroup();
        path.workspace = workspace.name();
        return path;
    }

    public ArmResourceId id() {
        return ArmResourceId.subscription(subscription)
                .resourceGroup(group)
                .provider("Microsoft.MachineLearningServices", "workspaces", workspace);
    }
}
