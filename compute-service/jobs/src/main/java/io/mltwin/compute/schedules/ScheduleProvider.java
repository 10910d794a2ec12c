package io.mltwin.compute.schedules;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.machinelearning.UserErrors.invalid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/schedules} (2022-10-01 to 2024-04-01): jobs
 * at due times.
 *
 * <p>Deviation: actions other than CreateJob, schedules of earlier jobs and {@code trigger} answer
 * 501. A job has the name that Azure gives it for display. A due time whose job is refused is
 * passed over, with a line in the service's log.
 */
@Singleton
record ScheduleProvider(
        WorkspaceKeys keys, V2Api api, ScheduleService schedules, ScheduledJobs jobs, ArmOperations operations)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/schedules";

    /** A PUT that is ready to be stored. */
    private record Prepared(OpenWorkspace workspace, Schedule.Content content) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .require(call -> api.requireOpen(call.id()))
                .get(this::get)
                .list(this::list)
                .put(ResourceChange.reading(ScheduleBody.class, "schedule")
                        .validate((call, body) -> ScheduleValidator.validate(call.id(), body))
                        .prepare((call, body) -> prepare(call))
                        .apply(this::put))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> keys.openParent(call.id().parent()))
                        .apply((call, none, open) -> delete(call, open)))
                .build());
    }

    private ObjectNode get(ArmCall call) {
        OpenWorkspace open = keys.openParent(call.id().parent());
        return schedules
                .find(open.history().workspaceId(), key(call.id()))
                .map(schedule -> ScheduleMapper.arm(open.history(), schedule))
                .orElseThrow(() -> resourceNotFound(call.id()));
    }

    private List<ObjectNode> list(ArmCall call) {
        OpenWorkspace open = keys.openParent(call.id());
        return schedules.list(open.history().workspaceId()).stream()
                .filter(view(call.query().get("listviewtype")))
                .map(schedule -> ScheduleMapper.arm(open.history(), schedule))
                .toList();
    }

    private Prepared prepare(ArmCall call) {
        OpenWorkspace open = keys.openParent(call.id().parent());
        Schedule.Content content = new Schedule.Content(
                open.workspace().id(), call.id().name(), call.body().path("properties"), call.caller());
        // what is wrong with the job is known now, and not only when it is due
        jobs.validate(open, content, call.correlationId());
        return new Prepared(open, content);
    }

    private Outcome put(ArmCall call, ScheduleBody body, Prepared prepared) {
        OpenWorkspace open = prepared.workspace();
        boolean isNew = schedules.put(
                open.history(),
                key(call.id()),
                !Boolean.FALSE.equals(body.properties().isEnabled()),
                TriggerValidator.read(body.properties().trigger()),
                prepared.content());
        ObjectNode shown = schedules
                .find(open.history().workspaceId(), key(call.id()))
                .map(schedule -> ScheduleMapper.arm(open.history(), schedule))
                .orElseThrow();
        return Outcome.accepted(
                isNew ? 201 : 200, shown, operations.done(call.id().toString()));
    }

    private Outcome delete(ArmCall call, OpenWorkspace open) {
        return schedules.delete(open.history().workspaceId(), key(call.id()))
                ? Outcome.accepted(202, null, operations.done(call.id().toString()))
                : Outcome.noContent();
    }

    private static Predicate<Schedule> view(String listViewType) {
        return switch (listViewType == null ? "enabledonly" : AsciiCase.lower(listViewType)) {
            case "all" -> schedule -> true;
            case "disabledonly" -> schedule -> !schedule.enabled();
            case "enabledonly" -> Schedule::enabled;
            default -> throw invalid("listViewType", "listViewType is one of EnabledOnly, DisabledOnly and All.");
        };
    }

    private static String key(ArmResourceId schedule) {
        return AsciiCase.lower(schedule.name());
    }
}
