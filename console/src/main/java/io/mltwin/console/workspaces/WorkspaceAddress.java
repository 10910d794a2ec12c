package io.mltwin.console.workspaces;

import org.jboss.resteasy.reactive.RestPath;

/** The workspace that the address of a page names, {@code /runs/{subscription}/{group}/{workspace}}. */
public class WorkspaceAddress {

    @RestPath
    public String subscription;

    @RestPath
    public String group;

    @RestPath
    public String workspace;

    /**
     * Returns the workspace's id.
     *
     * @throws io.mltwin.armweb.AzureException 404 for a character that no such name has
     */
    public WorkspaceId id() {
        return new WorkspaceId(subscription, group, workspace);
    }
}
