package io.mltwin.console.creation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.ResourceManager;
import java.util.ArrayList;
import java.util.List;

/** The requests that creating a workspace will make, in order. */
final class WorkspacePlan {

    private WorkspacePlan() {}

    /**
     * Returns them.
     *
     * @throws io.mltwin.armweb.AzureException 400 or 404 when a part of the ids is missing or wrong
     */
    static List<PlannedRequest> of(WorkspaceForm form, ObjectMapper json) {
        ArmResourceId workspace = form.workspaceId().armId();
        List<PlannedRequest> plan = new ArrayList<>();
        if (form.isNewGroup()) {
            plan.add(put(form.groupId(), form.groupBody(), json));
        }
        plan.add(put(workspace, form.body(), json));
        return plan;
    }

    private static PlannedRequest put(ArmResourceId id, Object body, ObjectMapper json) {
        String path = ResourceManager.path(id);
        try {
            return new PlannedRequest(
                    "PUT",
                    path,
                    json.writerWithDefaultPrettyPrinter().writeValueAsString(body),
                    CommandLine.put(path, json.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A body cannot be written", e);
        }
    }

    /**
     * A request that creating a workspace will make.
     *
     * @param path path and query at Azure Resource Manager
     * @param body in lines
     * @param command the same by Azure's command line
     */
    public record PlannedRequest(String method, String path, String body, String command) {}
}
