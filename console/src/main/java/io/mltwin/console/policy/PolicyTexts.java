package io.mltwin.console.policy;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of Azure Policy. */
@MessageBundle("policy")
public interface PolicyTexts {

    String title();

    String assignments();

    String name();

    String definition();

    String assignedAt();

    String enforcement();

    String enforced();

    String notEnforced();

    String noAssignments();

    String compliance();

    String resource();

    String state();

    String compliant();

    String broken();

    String looked();

    String noStates();

    String evaluate();

    String evaluating();

    String refused();

    String time();

    String who();

    String rule();

    String rules(String definition, String assignment, String effect);

    String noRefused();
}
