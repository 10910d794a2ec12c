package io.mltwin.compute.encryption;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.datakeys.DataKey;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * Wraps the key of a workspace's metadata in scoring-service by the data key of its run history,
 * which stops with the customer's key.
 */
@Path("/_internal/workspace-keys")
public class WorkspaceKeyResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final WorkspaceKeys keys;

    WorkspaceKeyResource(CallerContext caller, ServiceCallers callers, WorkspaceClient workspaces, WorkspaceKeys keys) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.keys = keys;
    }

    /** A key, wrapped or not, of a workspace by its ARM id. */
    public record KeyBody(String workspace, byte[] key) {
        @Override
        public String toString() {
            return "key of " + workspace;
        }
    }

    @POST
    @Path("wrap")
    public KeyBody wrap(KeyBody body) {
        return new KeyBody(body.workspace(), open(body).encrypt(body.key(), context(body)));
    }

    @POST
    @Path("unwrap")
    public KeyBody unwrap(KeyBody body) {
        return new KeyBody(body.workspace(), open(body).decrypt(body.key(), context(body)));
    }

    private DataKey open(KeyBody body) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        return keys.of(workspaces.require(ArmResourceId.parse(body.workspace())).workspaceId());
    }

    private static String context(KeyBody body) {
        return "metadata:" + ArmResourceId.parse(body.workspace()).key();
    }
}
