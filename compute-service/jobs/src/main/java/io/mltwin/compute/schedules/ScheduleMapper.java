package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.RunHistory;
import jakarta.inject.Singleton;

/** Maps stored schedules to ARM's {@code Schedule}. */
@Singleton
class ScheduleMapper {

    private final ObjectMapper json;

    ScheduleMapper(ObjectMapper json) {
        this.json = json;
    }

    ObjectNode arm(RunHistory history, Schedule schedule) {
        Schedule.Content content =
                history.open(ScheduleEntity.place(schedule.nameKey()), schedule.content(), Schedule.Content.class);
        ArmResourceId id = ArmResourceId.parse(content.workspaceArmId()).child("schedules", content.name());
        ObjectNode body = json.createObjectNode()
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
