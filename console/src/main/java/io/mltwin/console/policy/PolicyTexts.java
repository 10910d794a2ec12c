package io.mltwin.console.policy;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of Azure Policy. */
@MessageBundle("policy")
public interface PolicyTexts {

    @Message("Policy")
    String title();

    @Message("Policies that count here")
    String assignments();

    @Message("Assignment")
    String name();

    @Message("Definition")
    String definition();

    @Message("Assigned at")
    String assignedAt();

    @Message("Enforcement")
    String enforcement();

    @Message("refuses writes that break it")
    String enforced();

    @Message("only notes them")
    String notEnforced();

    @Message("No policy is assigned here or above. Assign one with az policy assignment create, then look again.")
    String noAssignments();

    @Message("Compliance")
    String compliance();

    @Message("Resource")
    String resource();

    @Message("State")
    String state();

    @Message("complies")
    String compliant();

    @Message("does not comply")
    String broken();

    @Message("Looked at")
    String looked();

    @Message("No resource below this scope was looked at yet. Evaluate them, or create one.")
    String noStates();

    @Message("Evaluate the resources")
    String evaluate();

    @Message("Evaluation started")
    String evaluating();

    @Message("Writes that a policy refused in the last 30 days")
    String refused();

    @Message("Time")
    String time();

    @Message("Who")
    String who();

    @Message("Rule")
    String rule();

    @Message("{definition} (assignment {assignment}, effect {effect})")
    String rules(String definition, String assignment, String effect);

    @Message("No policy has refused a write at this scope that you may see.")
    String noRefused();
}
