package io.mltwin.compute.access;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.ArmErrors.wrongTenant;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.AccessClient;
import io.mltwin.access.AccessClient.Check;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The permission check of Azure ML's data plane: an AAD token needs the operation's action at the
 * workspace, a run token must be for that workspace and run. A missing workspace is told only to
 * those who would be allowed in.
 */
@Singleton
public record WorkspaceAuthorizer(
        CallerContext caller,
        AccessClient access,
        WorkspaceClient workspaces,
        RunTokenStates runTokens,
        WorkspaceKeys keys) {

    /** The workspace, when the caller may do the operation in it. */
    public Workspace require(WorkspacePath path, Operation operation) {
        return require(path, operation, null);
    }

    /** The workspace, when the caller may do the operation on this run of it. */
    public Workspace require(WorkspacePath path, Operation operation, String runId) {
        VerifiedToken token = caller.token();
        return opened(
                token.kind() == TokenKind.RUN
                        ? requireRun(token, path.id(), operation, runId)
                        : requireUser(token, path.id(), operation, List.of()),
                operation);
    }

    /**
     * Returns whether a caller that was let into the workspace may do a further operation on this run of
     * it.
     */
    public boolean permits(WorkspacePath path, Operation operation, String runId) {
        VerifiedToken token = caller.token();
        if (token.kind() == TokenKind.RUN) {
            return operation.allowsOwnRun() && token.claim("runId").equals(runId);
        }
        return access.isAllowed(
                token.caller(), new Check(operation.action(), path.id().toString(), false));
    }

    /** The workspace with its run history, when the caller may do the operation in it. */
    public OpenWorkspace open(WorkspacePath path, Operation operation) {
        return open(path, operation, null);
    }

    /** The same for an operation on this run of it. */
    public OpenWorkspace open(WorkspacePath path, Operation operation, String runId) {
        return keys.open(require(path, operation, runId));
    }

    /**
     * From where it may be reached, and with a customer's key, which is asked for once, before
     * anything is read or written.
     */
    private Workspace opened(Workspace workspace, Operation operation) {
        workspace.network().require(caller.remoteAddress());
        if (workspace.customerKey() != null && operation.isInRunHistory()) {
            keys.of(workspace.workspaceId());
        }
        return workspace;
    }

    /**
     * The workspace, when the caller may do the operation and all these actions, asked at once; run
     * tokens never may.
     */
    public Workspace requireAll(WorkspacePath path, Operation first, String... furtherActions) {
        VerifiedToken token = caller.token();
        if (token.kind() == TokenKind.RUN) {
            return opened(requireRun(token, path.id(), first, null), first);
        }
        return opened(requireUser(token, path.id(), first, List.of(furtherActions)), first);
    }

    /** The same with its run history. */
    public OpenWorkspace openAll(WorkspacePath path, Operation first, String... furtherActions) {
        return keys.open(requireAll(path, first, furtherActions));
    }

    /**
     * The workspace, when the caller may do the operation in it; a run may what its submitter may,
     * where the operation is for runs at all.
     */
    public Workspace requireOwnRights(WorkspacePath path, Operation operation) {
        VerifiedToken token = caller.token();
        if (token.kind() != TokenKind.RUN) {
            return opened(requireUser(token, path.id(), operation, List.of()), operation);
        }
        Workspace workspace = requireRun(token, path.id(), operation, token.claim("runId"));
        requireActions(token.caller(), path.id(), List.of(operation.action()));
        return opened(workspace, operation);
    }

    private Workspace requireUser(
            VerifiedToken token, ArmResourceId id, Operation operation, List<String> furtherActions) {
        Optional<Workspace> workspace = workspaces.find(id);
        if (workspace.isPresent() && !AsciiCase.equal(workspace.get().tenantId(), token.tenantId())) {
            throw wrongTenant(token.tenantId());
        }
        if (operation.action() == null) {
            throw forbidden("RunTokenRequired", "Only a run itself may do this, with its run token.");
        }
        List<String> actions = new ArrayList<>(List.of(operation.action()));
        actions.addAll(furtherActions);
        requireActions(token.caller(), id, actions);
        return workspace.orElseThrow(() -> resourceNotFound(id));
    }

    private void requireActions(Caller principal, ArmResourceId id, List<String> actions) {
        String scope = id.toString();
        List<Boolean> decisions = access.decide(
                principal,
                actions.stream().map(action -> new Check(action, scope, false)).toList());
        int denied = decisions.indexOf(false);
        if (denied >= 0) {
            throw access.refusal(principal, actions.get(denied), scope);
        }
    }

    private Workspace requireRun(VerifiedToken token, ArmResourceId id, Operation operation, String runId) {
        RunTokenValidator.validate(
                new RunTokenValidator.Claims(token.claim("workspaceScope"), token.claim("runId")),
                id.toString(),
                runId,
                operation);
        Workspace workspace = workspaces.require(id);
        if (!AsciiCase.equal(workspace.workspaceId(), token.audience())) {
            // the same name, created again: not the workspace of the run
            throw forbidden("RunTokenScope", "The run token was made for an earlier workspace of this name.");
        }
        if (runTokens.isRevoked(workspace.workspaceId(), token.claim("runId"))) {
            throw new AzureException(401, "RunTokenRevoked", "The run has ended or is gone, and its token with it.");
        }
        return workspace;
    }

    /** Tells whether a run's token still counts: it ends with its run. */
    public interface RunTokenStates {

        boolean isRevoked(String workspaceId, String runId);
    }
}
