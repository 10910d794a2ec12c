package io.mltwin.identity.rbac.access;

import java.util.List;

/** The platform's question to the evaluator and its answer. */
final class AccessBody {

    private AccessBody() {}

    /**
     * What one principal wants to do.
     *
     * @param groups those the principal's token names, null for none
     */
    record Question(String principalId, List<String> groups, List<Check> checks) {}

    /**
     * One thing.
     *
     * @param data true for a data action
     */
    record Check(String action, String scope, boolean data) {}

    /**
     * One for each check, in order.
     *
     * @param denial about the first check that was denied, null when all are allowed
     */
    record Decisions(List<Boolean> decisions, Denial denial) {}

    /**
     * What is to be explained.
     *
     * @param groups for somebody else than the caller: groups to count beside those of the
     *     directory
     */
    record ExplainRequest(
            String principalId, List<String> groups, String action, String scope, boolean data) {}
}
