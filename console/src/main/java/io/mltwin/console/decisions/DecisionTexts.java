package io.mltwin.console.decisions;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of an explained decision. */
@MessageBundle("decision")
public interface DecisionTexts {

    @Message("Allowed")
    String allowed();

    @Message("Denied")
    String denied();

    @Message("Decision")
    String result();

    @Message("Who")
    String principal();

    @Message("Counted groups")
    String groups();

    @Message("Action")
    String action();

    @Message("Data action")
    String dataAction();

    @Message("Scope")
    String scope();

    @Message("When")
    String time();

    @Message("What decided")
    String reason();

    @Message("Role assignments and what each does")
    String roleAssignments();

    @Message("There is no role assignment for this principal or its groups.")
    String noRoleAssignments();

    @Message("Deny assignments and what each does")
    String denyAssignments();

    @Message("Role")
    String role();

    @Message("Deny assignment")
    String denyAssignment();

    @Message("Assigned to")
    String assignedTo();

    @Message("Assigned at")
    String assignedAt();

    @Message("Effect")
    String effect();

    @Message("allows it")
    String granted();

    @Message("names it, and takes it away again")
    String subtracted();

    @Message("does not name it")
    String notNamed();

    @Message("is for another scope")
    String otherScope();

    @Message("is not in force")
    String notInForce();

    @Message("denies it")
    String deniesIt();

    @Message("excludes the principal")
    String excluded();

    @Message("by {pattern}")
    String by(String pattern);

    @Message("except {pattern}")
    String except(String pattern);
}
