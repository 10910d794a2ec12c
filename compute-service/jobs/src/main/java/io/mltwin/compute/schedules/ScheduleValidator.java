package io.mltwin.compute.schedules;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.schedules.ScheduleBody.ActionBody;
import io.mltwin.encoding.AsciiCase;

/** Validates a schedule; its job is validated as every job is. */
final class ScheduleValidator {

    /** A job's name is that of its schedule and a time. */
    private static final String NAME = "[a-zA-Z0-9][\\w-]{0,199}";

    private ScheduleValidator() {}

    static void validate(ArmResourceId id, ScheduleBody body) {
        invalidIf(
                !id.name().matches(NAME),
                "name",
                "The name of a schedule has up to 200 letters, digits, underscores and dashes, the first a letter or digit.");
        invalidIf(body.properties() == null, "properties", "The request content needs properties.");
        TriggerValidator.read(body.properties().trigger());
        validateAction(body.properties().action());
    }

    private static void validateAction(ActionBody action) {
        String type = action == null ? null : action.actionType();
        if (AsciiCase.equal("InvokeBatchEndpoint", type)
                || AsciiCase.equal("CreateMonitor", type)
                || AsciiCase.equal("ImportData", type)) {
            throw notBuilt("A schedule with the action " + type);
        }
        invalidIf(
                !AsciiCase.equal("CreateJob", type),
                "properties.action.actionType",
                "properties.action.actionType is required: CreateJob.");
        invalidIf(
                action.jobDefinition() == null || !action.jobDefinition().isObject(),
                "properties.action.jobDefinition",
                "properties.action.jobDefinition is required: the properties of a job.");
        notBuiltIf(action.jobDefinition().hasNonNull("sourceJobId"), "A schedule of an earlier job (sourceJobId)");
    }
}
