package io.mltwin.workspace.policy;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** A policy definition put to use at a scope, with values for its parameters. */
record PolicyAssignment(ArmResourceId id, AssignmentBody.Properties properties) {

    String displayName() {
        return properties.displayName() == null ? id.name() : properties.displayName();
    }

    ArmResourceId scope() {
        return id.providerScope();
    }

    boolean isEnforced() {
        return !AsciiCase.equal("DoNotEnforce", properties.enforcementMode());
    }

    /** True when the resource lies in a scope that the assignment leaves out. */
    boolean leavesOut(ArmResourceId resource) {
        List<String> notScopes = properties.notScopes();
        if (notScopes == null) {
            return false;
        }
        String key = resource.key();
        return notScopes.stream()
                .map(scope -> AsciiCase.lower(scope))
                .anyMatch(scope -> key.equals(scope) || key.startsWith(scope + "/"));
    }

    /**
     * Returns the assigner's message for those who are refused, or null.
     *
     * @param referenceId which policy of a set refuses, null for an assigned definition
     */
    String message(String referenceId) {
        List<AssignmentBody.Message> messages = properties.nonComplianceMessages();
        String general = null;
        for (AssignmentBody.Message one : orEmpty(messages)) {
            if (isEmpty(one.policyDefinitionReferenceId())) {
                general = general == null ? one.message() : general;
            } else if (AsciiCase.equal(one.policyDefinitionReferenceId(), referenceId)) {
                return one.message();
            }
        }
        return general;
    }
}
