package io.mltwin.workspace.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import java.time.Instant;
import java.util.function.Function;

/** Maps between the rows of definitions and assignments, what they mean, and their wire form. */
final class PolicyMapper {

    private PolicyMapper() {}

    static DefinitionBody body(PolicyDefinition definition) {
        return new DefinitionBody(definition.properties(), definition.id(), DefinitionBody.TYPE, definition.name());
    }

    static PolicyDefinition definition(DefinitionEntity row) {
        return PolicyDefinition.read(row.id, row.name, Json.read(row.properties, DefinitionBody.Properties.class));
    }

    static PolicySet set(SetEntity row, Function<String, PolicyDefinition> definitions) {
        return PolicySet.read(row.id, row.name, Json.read(row.properties, SetBody.Properties.class), definitions);
    }

    static PolicyAssignment assignment(AssignmentEntity row) {
        return new PolicyAssignment(
                ArmResourceId.parse(row.id), Json.read(row.properties, AssignmentBody.Properties.class));
    }

    static SetBody body(PolicySet set) {
        return new SetBody(set.properties(), set.id(), SetBody.TYPE, set.name());
    }

    static AssignmentBody body(PolicyAssignment assignment) {
        return new AssignmentBody(
                assignment.properties(),
                assignment.id().toString(),
                AssignmentBody.TYPE,
                assignment.id().name(),
                null,
                null);
    }

    /** Metadata as given, with who made and changed it, and when, as Azure adds it. */
    static JsonNode metadata(JsonNode given, JsonNode before, String objectId, Instant now) {
        ObjectNode metadata = given != null && given.isObject() ? given.deepCopy() : Json.object();
        boolean isNew = before == null || !before.path("createdBy").isTextual();
        metadata.put("createdBy", isNew ? objectId : before.path("createdBy").asText());
        metadata.put(
                "createdOn", isNew ? now.toString() : before.path("createdOn").asText());
        metadata.put("updatedBy", isNew ? null : objectId);
        metadata.put("updatedOn", isNew ? null : now.toString());
        return metadata;
    }
}
