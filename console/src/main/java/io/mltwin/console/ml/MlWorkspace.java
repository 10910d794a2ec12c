package io.mltwin.console.ml;

import io.mltwin.console.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;

/** A workspace that the signed-in user may read, and the paths of its services and pages. */
public record MlWorkspace(Workspace workspace) {

    public String name() {
        return workspace.id().name();
    }

    public String region() {
        return workspace.region();
    }

    public String armId() {
        return workspace.id().armId().toString();
    }

    /** Returns the address of a page of the workspace, {@code /runs/…}. */
    public String page(String page) {
        return workspace.id().address(page);
    }

    /** Returns the address of a page of something in the workspace. */
    public String page(String page, String name) {
        return page(page) + "/" + UriEncoding.encodePathSegment(name);
    }

    /** Returns a path of Azure ML's data plane, {@code history/v1.0} and what follows the id. */
    public String path(String service, String rest) {
        return "/" + service + UriEncoding.encodePath(armId()) + rest;
    }
}
