package io.mltwin.compute.workspaces;

import io.mltwin.armweb.ArmResourceId;
import org.jboss.resteasy.reactive.RestPath;

/** The workspace that a path of the data plane names. */
public class WorkspacePath {

    /** Path template of everything inside a workspace, below the service's prefix. */
    public static final String TEMPLATE = "{subscription}/{group}/{workspace}";

    @RestPath public String subscription;
    @RestPath public String group;
    @RestPath public String workspace;

    public ArmResourceId id() {
        return ArmResourceId.subscription(subscription)
                .resourceGroup(group)
                .provider("Microsoft.MachineLearningServices", "workspaces", workspace);
    }
}
