package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.compute.schedules.ScheduleEntity.Content;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

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
        TrackedTypes kit,
        ChildRows<ScheduleEntity> rows,
        WorkspaceKeys keys,
        V2Api api,
        ScheduleService schedules,
        ScheduledJobs jobs,
        ArmOperations operations)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/schedules";

    /** A PUT that is ready to be stored. */
    private record Prepared(Workspace workspace, Content content) {}

    @Override
    public List<ResourceType> types() {
        return List.of(kit.of(TYPE, rows, ScheduleEntity::new, ScheduleBody.class, "schedule")
                .below((call, workspace) -> {})
                .validate((call, body) -> ScheduleValidator.validate(call.id(), body))
                .prepare((call, body) -> prepare(call))
                .apply(this::put)
                .show(ScheduleProvider::members)
                .listing(schedules::list)
                .operations(id -> operations.done(id.toString()))
                .type()
                .require(this::open)
                .build());
    }

    private void open(ArmCall call) {
        api.requireOpen(call.id());
        keys.openFor(call, rows);
    }

    private Prepared prepare(ArmCall call) {
        OpenWorkspace open = keys.openParent(call.id().parent());
        Content content = new Content(call.body().path("properties"), call.caller());
        // what is wrong with the job is known now, and not only when it is due
        jobs.validate(open, call.id().name(), content, call.correlationId());
        return new Prepared(open.workspace(), content);
    }

    private void put(ArmCall call, ScheduleEntity row, ScheduleBody body, Prepared prepared) {
        if (row.isNew()) {
            row.workspaceId = prepared.workspace().workspaceId();
            row.id = prepared.workspace().id() + "/schedules/" + row.name;
        }
        schedules.put(
                row,
                !Boolean.FALSE.equals(body.properties().isEnabled()),
                TriggerValidator.read(body.properties().trigger()),
                prepared.content());
    }

    private static ObjectNode members(ScheduleEntity row) {
        Content content = row.content();
        ObjectNode properties = content.properties().deepCopy();
        for (String object : new String[] {"properties", "tags"}) {
            if (!properties.path(object).isObject()) {
                properties.putObject(object);
            }
        }
        properties.put("isEnabled", row.enabled).put("provisioningState", "Succeeded");
        ObjectNode body = Json.object();
        body.set("properties", properties);
        body.putObject("systemData")
                .put("createdAt", row.createdAt.toString())
                .put("createdBy", content.creator().displayName())
                .put("lastModifiedAt", row.modified.toString());
        return body;
    }
}
