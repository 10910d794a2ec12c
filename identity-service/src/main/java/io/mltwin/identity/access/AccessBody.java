package io.mltwin.identity.access;

import java.util.List;

/** The platform's question to the evaluator and its answer. */
final class AccessBody {

    private AccessBody() {}

    /**
     * @param groups those the principal's token names, null for none
     */
    record Question(String principalId, List<String> groups, List<Check> checks) {}

    /**
     * @param data true for a data action
     */
    record Check(String action, String scope, boolean data) {}

    /** One for each check, in order. */
    record Decisions(List<Boolean> decisions) {}
}
