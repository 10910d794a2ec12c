package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.encryption.RunHistory;

/** Maps stored schedules to ARM's {@code Schedule}. */
final class ScheduleMapper {

    private ScheduleMapper() {}

    static ObjectNode arm(RunHistory history, Schedule schedule) {
        Schedule.Content content =
                history.open(ScheduleEntity.place(schedule.nameKey()), schedule.content(), Schedule.Content.class);
        ArmResourceId id = ArmResourceId.parse(content.workspaceArmId()).child("schedules", content.name());
        ObjectNode body = Json.object()
                .put("id", id.toString())
                .put("name", content.name())
                .put("type", id.type());
        ObjectNode properties = content.properties().deepCopy();
        for (String object : new String[] {"properties", "tags"}) {
            if (!properties.path(object).isObject()) {
                properties.putObject(object);
            }
        }
        properties.put("isEnabled", schedule.enabled()).put("provisioningState", "Succeeded");
        body.set("properties", properties);
        body.putObject("systemData")
                .put("createdAt", schedule.created().toString())
                .put("createdBy", content.creator().displayName())
                .put("lastModifiedAt", schedule.modified().toString());
        return body;
    }
}
