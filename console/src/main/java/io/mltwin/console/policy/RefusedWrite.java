package io.mltwin.console.policy;

import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.console.activity.ActivityEvent;
import java.util.List;

/**
 * A write that Azure Policy refused, from the activity log.
 *
 * @param rules the policies that refused it
 */
public record RefusedWrite(ActivityEvent event, List<Rule> rules) {

    /** A policy as an event of the log names it. */
    public record Rule(
            String policyDefinitionName,
            String policyDefinitionDisplayName,
            String policyDefinitionEffect,
            String policyAssignmentName,
            String policyAssignmentDisplayName) {

        /** Returns what a person calls the assignment. */
        public String assignment() {
            return isBlank(policyAssignmentDisplayName) ? policyAssignmentName : policyAssignmentDisplayName;
        }

        /** Returns what a person calls the definition. */
        public String definition() {
            return isBlank(policyDefinitionDisplayName) ? policyDefinitionName : policyDefinitionDisplayName;
        }
    }
}
