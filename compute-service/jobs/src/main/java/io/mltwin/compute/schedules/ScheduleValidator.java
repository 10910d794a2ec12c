package io.mltwin.compute.schedules;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Rules;
import io.mltwin.machinelearning.UserErrors;
import java.util.List;

/** Validates a schedule; its job is validated as every job is. */
final class ScheduleValidator {

    /** A job's name is that of its schedule and a time. */
    private static final String NAME = "[a-zA-Z0-9][\\w-]{0,199}";

    private static final String ACTION = "properties.action.actionType is required: CreateJob.";

    private static final Rules<ScheduleBody> RULES = Rules.of(ScheduleBody.class, "", UserErrors::invalid)
            .required("The request content needs properties.", "properties")
            .and(body -> TriggerValidator.read(body.properties().trigger()))
            .notBuiltFor(
                    "A schedule with the action %s",
                    "properties.action.actionType", "InvokeBatchEndpoint", "CreateMonitor", "ImportData")
            .required(ACTION, "properties.action.actionType")
            .oneOf(List.of("CreateJob"), ACTION, "properties.action.actionType")
            .refuse(
                    body -> !(body.properties().action().jobDefinition() instanceof ObjectNode),
                    "properties.action.jobDefinition",
                    "properties.action.jobDefinition is required: the properties of a job.")
            .notBuilt("A schedule of an earlier job (sourceJobId)", "properties.action.jobDefinition.sourceJobId");

    private ScheduleValidator() {}

    static void validate(ArmResourceId id, ScheduleBody body) {
        invalidIf(
                !id.name().matches(NAME),
                "name",
                "The name of a schedule has up to 200 letters, digits, underscores and dashes, the first a letter or digit.");
        RULES.check(body);
    }
}
