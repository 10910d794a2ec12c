package io.mltwin.access;

import static io.mltwin.armweb.ArmErrors.authorizationFailed;
import static io.mltwin.armweb.ArmErrors.denyAssignmentAuthorizationFailed;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.vertx.ext.web.RoutingContext;

/** Keeps what identity told about the last check that it denied to the work at hand. */
final class Denials {

    private static final ThreadLocal<Denial> LAST = new ThreadLocal<>();

    private Denials() {}

    /**
     * The first denial among the answers to one question.
     *
     * @param id of the decision
     * @param denyAssignment what blocked roles that would have allowed it, else null
     */
    record Denial(String id, DenyAssignment denyAssignment) {}

    /** A deny assignment as errors name it. */
    record DenyAssignment(String name, String id, String scope) {}

    /** Notes what the last question was answered; null for a yes. */
    static void note(Denial denial) {
        if (denial == null) {
            LAST.remove();
        } else {
            LAST.set(denial);
        }
        RoutingContext request = ServiceHttp.currentRequest();
        if (request != null) {
            DecisionHeader.note(request, denial == null ? null : denial.id());
        }
    }

    /** The 403 about what was just denied. */
    static AzureException fault(Caller caller, String action, String scope) {
        Denial denial = LAST.get();
        LAST.remove();
        if (denial == null) {
            return authorizationFailed(caller, action, scope);
        }
        DenyAssignment blocked = denial.denyAssignment();
        AzureException fault = blocked == null
                ? authorizationFailed(caller, action, scope)
                : denyAssignmentAuthorizationFailed(
                        caller, action, scope, blocked.name(), blocked.id(), blocked.scope());
        return DecisionHeader.on(fault, denial.id());
    }
}
