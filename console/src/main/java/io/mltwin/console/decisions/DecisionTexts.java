package io.mltwin.console.decisions;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of an explained decision. */
@MessageBundle("decision")
public interface DecisionTexts {

    String allowed();

    String denied();

    String result();

    String principal();

    String groups();

    String action();

    String dataAction();

    String scope();

    String time();

    String reason();

    String roleAssignments();

    String noRoleAssignments();

    String denyAssignments();

    String role();

    String denyAssignment();

    String assignedTo();

    String assignedAt();

    String effect();

    String granted();

    String subtracted();

    String notNamed();

    String otherScope();

    String notInForce();

    String deniesIt();

    String excluded();

    String by(String pattern);

    String except(String pattern);
}
