package io.mltwin.compute.access;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;

/**
 * What a run token is good for: the workspace and the run it names, and there only what a compute
 * target needs to call back (seed: "the scope of the token is limited to the workspace").
 */
final class RunTokenRules {

    private RunTokenRules() {}

    /** The workspace and the run a token names. */
    record Claims(String workspaceScope, String runId) {}

    /**
     * Passes when the token is for this workspace, this run and this kind of operation.
     *
     * @param workspaceId ARM id of the workspace that is addressed
     * @param runId the run that is addressed, null for none
     * @throws AzureFault 403 {@code RunTokenScope}
     */
    static void check(Claims token, String workspaceId, String runId, Operation operation) {
        if (token.workspaceScope() == null
                || !AsciiCase.equal(token.workspaceScope(), workspaceId)) {
            throw refused(
                    "The run token of '"
                            + token.runId()
                            + "' is limited to the workspace '"
                            + token.workspaceScope()
                            + "'.");
        }
        if (!operation.allowsOwnRun()) {
            throw refused("A run token is not accepted for this operation; use an Azure AD token.");
        }
        if (!token.runId().equals(runId)) {
            throw refused(
                    "The run token of '" + token.runId() + "' is not accepted for another run.");
        }
    }

    private static AzureFault refused(String why) {
        return new AzureFault(403, "RunTokenScope", why);
    }
}
