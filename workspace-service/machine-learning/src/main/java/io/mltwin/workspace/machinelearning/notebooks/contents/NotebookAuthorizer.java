package io.mltwin.workspace.machinelearning.notebooks.contents;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.AccessClient;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceNetworks;
import io.mltwin.workspace.machinelearning.notebooks.Notebooks;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;

/**
 * Authorizes calls to a notebook resource: the caller has the token of the resource, the workspace
 * exists, the caller may do this with its notebooks ({@code workspaces/notebooks/storage/read,
 * write and delete}), and the network of the workspace admits the call.
 */
@RequestScoped
class NotebookAuthorizer {

    private static final String STORAGE = "Microsoft.MachineLearningServices/workspaces/notebooks/storage/";

    private final Notebooks notebooks;
    private final CallerContext caller;
    private final AccessClient access;
    private final WorkspaceNetworks networks;
    private final RoutingContext context;

    NotebookAuthorizer(
            Notebooks notebooks,
            CallerContext caller,
            AccessClient access,
            WorkspaceNetworks networks,
            RoutingContext context) {
        this.notebooks = notebooks;
        this.caller = caller;
        this.access = access;
        this.networks = networks;
        this.context = context;
    }

    /**
     * The workspace whose notebooks these are.
     *
     * @param verb read, write or delete
     */
    Workspace enter(String verb) {
        VerifiedToken token = caller.token();
        String resource = HostToPath.internalPath(context)
                .substring("/notebook/".length())
                .split("/", 2)[0];
        Workspace workspace = notebooks
                .workspace(resource)
                .filter(found -> isOf(token, found))
                .orElseThrow(() -> forbidden("Forbidden", "The workspace of this notebook resource is gone."));
        access.require(token.caller(), STORAGE + verb, workspace.id().toString());
        networks.of(workspace).require(caller.remoteAddress());
        return workspace;
    }

    private static boolean isOf(VerifiedToken token, Workspace workspace) {
        return AsciiCase.equal(workspace.id().toString(), token.claim("workspaceScope"))
                && workspace.tenantId().equals(token.tenantId());
    }
}
