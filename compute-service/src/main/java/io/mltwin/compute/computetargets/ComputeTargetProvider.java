package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/computes} (2020-08-01 to 2022-10-01).
 *
 * <p>Deviation: listKeys, start, stop and restart answer 501; deleting an attached target leaves
 * the resource it stands for.
 */
@Singleton
public class ComputeTargetProvider implements ArmProvider {

    private final ComputeTargetService computes;
    private final WorkspaceClient workspaces;
    private final AccessClient access;
    private final ObjectMapper json;

    ComputeTargetProvider(
            ComputeTargetService computes,
            WorkspaceClient workspaces,
            AccessClient access,
            ObjectMapper json) {
        this.computes = computes;
        this.workspaces = workspaces;
        this.access = access;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(ComputeTargetService.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (call.isPut()) {
            return put(call);
        }
        if (call.isPatch()) {
            return ArmAnswer.ok(computes.scale(call.id(), call.requiredBody()));
        }
        if (call.isDelete()) {
            return computes.delete(call.id(), call.query().get("underlyingresourceaction"))
                    .map(operation -> ArmAnswer.accepted(202, null, operation))
                    .orElseGet(ArmAnswer::noContent);
        }
        if (call.isGet()) {
            return ArmAnswer.ok(computes.get(call.id()));
        }
        if (call.isPost("listNodes")) {
            return ArmAnswer.ok(computes.listNodes(call.id()));
        }
        if (call.isList()) {
            return ArmAnswer.ok(computes.list(workspace(call.id())));
        }
        if (call.method().equals("POST")) {
            throw AzureFault.notBuilt(
                    "The operation '" + call.target().collection() + "' of computes");
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer put(ArmCall call) {
        ComputeBody body = body(call);
        Workspace workspace = workspace(call.id().parent());
        ComputeRules.checkBusinessImpact(workspace.hbiWorkspace(), body);
        String type = ComputeRules.type(body);
        if (type.equals(ComputeRules.AKS)) {
            // attaching gives the workspace the right to use the cluster: only who has that right
            // may
            ComputeRules.attachedResource(type, body)
                    .ifPresent(
                            cluster ->
                                    access.require(
                                            call.caller(),
                                            "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
                                            cluster.toString()));
        }
        ComputeTargetService.Stored stored =
                computes.put(call.id(), workspace, body, call.caller());
        return ArmAnswer.accepted(stored.isNew() ? 201 : 200, stored.body(), stored.operationId());
    }

    private Workspace workspace(ArmResourceId id) {
        return workspaces.find(id).orElseThrow(() -> ArmErrors.parentResourceNotFound(id));
    }

    private ComputeBody body(ArmCall call) {
        try {
            return json.treeToValue(call.requiredBody(), ComputeBody.class);
        } catch (JsonProcessingException e) {
            throw ArmErrors.invalidRequestContent(
                    "The request content is no compute: " + BodyErrors.reason(e));
        }
    }
}
