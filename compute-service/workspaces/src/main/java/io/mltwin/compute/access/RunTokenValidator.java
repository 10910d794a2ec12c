package io.mltwin.compute.access;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;

/**
 * Validates the use of a run token: it permits the operations that a compute target needs, for the
 * run and the workspace that it names (seed: "the scope of the token is limited to the workspace").
 */
final class RunTokenValidator {

    private RunTokenValidator() {}

    /** The workspace and the run a token names. */
    record Claims(String workspaceScope, String runId) {}

    /**
     * Refuses a token that is not for this workspace, this run and this kind of operation.
     *
     * @param workspaceId ARM id of the workspace that is addressed
     * @param runId the run that is addressed, null for none
     * @throws AzureException 403 {@code RunTokenScope}
     */
    static void validate(Claims token, String workspaceId, String runId, Operation operation) {
        if (token.workspaceScope() == null || !AsciiCase.equal(token.workspaceScope(), workspaceId)) {
            throw refused("The run token of '"
                    + token.runId()
                    + "' is limited to the workspace '"
                    + token.workspaceScope()
                    + "'.");
        }
        if (!operation.allowsOwnRun()) {
            throw refused("A run token is not accepted for this operation; use an Azure AD token.");
        }
        if (!token.runId().equals(runId)) {
            throw refused("The run token of '" + token.runId() + "' is not accepted for another run.");
        }
    }

    private static AzureException refused(String why) {
        return forbidden("RunTokenScope", why);
    }
}
