package io.mltwin.scoring.workspaces;

import static io.mltwin.armweb.ArmErrors.wrongTenant;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.tokencheck.CallerContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides whether a caller may do actions of Azure RBAC on a workspace, named without their
 * beginning ({@code models/write}); all of one call in one question. A token of another tenant than
 * the workspace's is refused before that question, a caller from a network that the workspace is
 * closed to after it.
 */
@Singleton
public record WorkspaceAuthorizer(
        AccessClient access, WorkspaceClient workspaces, CallerContext context, WorkspaceKeys keys) {

    /**
     * Passes when the caller may do all of the actions.
     *
     * @throws io.mltwin.armweb.AzureException 403 naming the first that it may not
     */
    public void requireAll(Caller caller, WorkspacePath path, String... actions) {
        List<Boolean> decisions = decide(caller, path, actions);
        for (int i = 0; i < actions.length; i++) {
            if (!decisions.get(i)) {
                require(caller, path, actions[i]);
            }
        }
        requireNetwork(path);
    }

    /**
     * Passes when the caller may do one of the actions.
     *
     * @throws io.mltwin.armweb.AzureException 403 naming the first of them
     */
    public void requireAny(Caller caller, WorkspacePath path, String... actions) {
        if (!decide(caller, path, actions).contains(true)) {
            require(caller, path, actions[0]);
        }
        requireNetwork(path);
    }

    private void requireNetwork(WorkspacePath path) {
        workspaces.find(path.id()).ifPresent(workspace -> {
            workspace.network().require(context.remoteAddress());
            keys.prepare(path.key());
        });
    }

    /** Asked once more by itself, so that the refusal is about this action alone. */
    private void require(Caller caller, WorkspacePath path, String action) {
        access.require(caller, WorkspacePath.action(action), path.id().toString());
    }

    private List<Boolean> decide(Caller caller, WorkspacePath path, String... actions) {
        requireTenant(caller, path);
        String scope = path.id().toString();
        return access.decide(
                caller,
                Stream.of(actions)
                        .map(action -> new Check(WorkspacePath.action(action), scope, false))
                        .toList());
    }

    private void requireTenant(Caller caller, WorkspacePath path) {
        boolean foreign = workspaces
                .find(path.id())
                .map(WorkspaceView::tenantId)
                .filter(tenant -> !AsciiCase.equal(tenant, caller.tenantId()))
                .isPresent();
        if (foreign) {
            throw wrongTenant(caller.tenantId());
        }
    }
}
