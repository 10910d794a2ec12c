package io.mltwin.console.policy;

import static io.mltwin.console.azure.ScopeAddress.path;
import static io.mltwin.encoding.Absence.isBlank;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.console.activity.ActivityClient;
import io.mltwin.console.activity.ActivityEvent;
import io.mltwin.console.activity.ActivityQuery;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.policy.RefusedWrite.Rule;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads policies and compliance as the signed-in user. */
@Singleton
public record PolicyClient(ResourceManager arm, ActivityClient log) {

    private static final String STATES = "/providers/Microsoft.PolicyInsights/policyStates/latest/";
    private static final String STATES_VERSION = "?api-version=2019-10-01";
    private static final TypeReference<List<Rule>> RULES = new TypeReference<>() {};
    private static final int MONTH_HOURS = 720;

    record States(List<PolicyState> value) {}

    /** Returns the policies that count at a scope: those assigned at it and above it. */
    public List<PolicyAssignment> assignments(ArmResourceId scope) {
        return arm.list(
                path(scope)
                        + "/providers/Microsoft.Authorization/policyAssignments"
                        + "?api-version=2021-06-01&$filter=atScope()",
                PolicyAssignment.class);
    }

    /**
     * Returns what was found of the resources at and below a scope when they were last looked at.
     */
    public List<PolicyState> states(ArmResourceId scope) {
        return arm.send("POST", path(scope) + STATES + "queryResults" + STATES_VERSION)
                .orFault()
                .as(States.class)
                .value();
    }

    /** Starts to look at all resources of a subscription or resource group again. */
    public void evaluate(ArmResourceId scope) {
        arm.send("POST", path(scope) + STATES + "triggerEvaluation" + STATES_VERSION)
                .orFault();
    }

    /** Returns the writes of the last 30 days that a policy refused, newest first. */
    public List<RefusedWrite> refused(ArmResourceId scope) {
        ActivityQuery query = ActivityQuery.lastHours(MONTH_HOURS, "Failed");
        return log.find(scope, query).events().stream()
                .filter(ActivityEvent::isOfPolicy)
                .map(event -> new RefusedWrite(event, rules(event)))
                .toList();
    }

    private static List<Rule> rules(ActivityEvent event) {
        String policies = event.properties() == null ? null : event.properties().get("policies");
        return policies == null ? List.of() : Json.read(policies, RULES);
    }

    /** A policy assignment as Azure Resource Manager shows it. */
    public record PolicyAssignment(String id, String name, Properties properties) {

        public record Properties(
                String displayName,
                String policyDefinitionId,
                String scope,
                String description,
                String enforcementMode) {}

        /** Returns what a person calls it. */
        public String title() {
            String displayName = properties.displayName();
            return isBlank(displayName) ? name : displayName;
        }

        /** Returns whether writes that break it are refused. */
        public boolean isEnforced() {
            return !"DoNotEnforce".equals(properties.enforcementMode());
        }
    }

    /** Whether a resource complies with a policy, as Microsoft.PolicyInsights shows it. */
    public record PolicyState(
            String timestamp,
            String resourceId,
            String complianceState,
            String policyAssignmentName,
            String policyDefinitionName) {

        /** Returns whether the resource breaks the policy. */
        public boolean isBroken() {
            return "NonCompliant".equals(complianceState);
        }
    }
}
