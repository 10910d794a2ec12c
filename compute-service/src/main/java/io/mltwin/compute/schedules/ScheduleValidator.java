package io.mltwin.compute.schedules;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.jobs.JobErrors;
import io.mltwin.compute.schedules.ScheduleBody.ActionBody;
import io.mltwin.encoding.AsciiCase;

/** Validates a schedule; its job is validated as every job is. */
final class ScheduleValidator {

    /** A job's name is that of its schedule and a time. */
    private static final String NAME = "[a-zA-Z0-9][\\w-]{0,199}";

    private ScheduleValidator() {}

    static void validate(ArmResourceId id, ScheduleBody body) {
        if (!id.name().matches(NAME)) {
            throw JobErrors.invalid(
                    "name",
                    "The name of a schedule has up to 200 letters, digits, underscores and dashes, the first a letter or digit.");
        }
        if (body.properties() == null) {
            throw JobErrors.invalid("properties", "The request content needs properties.");
        }
        TriggerValidator.read(body.properties().trigger());
        validateAction(body.properties().action());
    }

    private static void validateAction(ActionBody action) {
        String type = action == null ? null : action.actionType();
        if (AsciiCase.equal("InvokeBatchEndpoint", type)
                || AsciiCase.equal("CreateMonitor", type)
                || AsciiCase.equal("ImportData", type)) {
            throw AzureException.notBuilt("A schedule with the action " + type);
        }
        if (!AsciiCase.equal("CreateJob", type)) {
            throw JobErrors.invalid(
                    "properties.action.actionType", "properties.action.actionType is required: CreateJob.");
        }
        if (action.jobDefinition() == null || !action.jobDefinition().isObject()) {
            throw JobErrors.invalid(
                    "properties.action.jobDefinition",
                    "properties.action.jobDefinition is required: the properties of a job.");
        }
        if (action.jobDefinition().hasNonNull("sourceJobId")) {
            throw AzureException.notBuilt("A schedule of an earlier job (sourceJobId)");
        }
    }
}
