package io.mltwin.identity.rbac.access;

import java.util.List;

/** The bodies of permission checks by the platform's services. */
final class AccessBody {

    private AccessBody() {}

    /**
     * The checks of one principal.
     *
     * @param tenantId of the principal's token, null for none
     * @param groups those that the principal's token names, null for none
     */
    record Question(String tenantId, String principalId, List<String> groups, List<Check> checks) {}

    /**
     * One action at one scope.
     *
     * @param data true for a data action
     */
    record Check(String action, String scope, boolean data) {}

    /**
     * The decisions, in the order of the checks.
     *
     * @param denial about the first check that was denied, null when all are allowed
     */
    record Decisions(List<Boolean> decisions, Denial denial) {}

    /**
     * The question to be explained.
     *
     * @param groups for a principal other than the caller: groups that count in addition to those
     *     of the directory
     */
    record ExplainRequest(String principalId, List<String> groups, String action, String scope, boolean data) {}
}
