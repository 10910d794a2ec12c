package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.supportapplication.SupportApplication;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/computes} (2020-08-01 to 2022-10-01).
 *
 * <p>Deviation: listKeys, start, stop and restart answer 501; deleting an HDInsight cluster with
 * its compute leaves it.
 */
@Singleton
public class ComputeTargetProvider implements ArmProvider {

    private final ComputeTargetService computes;
    private final WorkspaceClient workspaces;
    private final AttachedResources attached;
    private final SupportApplication support;
    private final ObjectMapper json;

    ComputeTargetProvider(
            ComputeTargetService computes,
            WorkspaceClient workspaces,
            AttachedResources attached,
            SupportApplication support,
            ObjectMapper json) {
        this.computes = computes;
        this.workspaces = workspaces;
        this.attached = attached;
        this.support = support;
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
            return delete(call);
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
        ComputeRules.check(type, body);
        attached.check(call, type, body);
        if (type.equals(ComputeRules.AML_COMPUTE) && !computes.exists(call.id())) {
            ComputeRules.checkName(call.id().name());
            ScaleSettings.read(ComputeRules.inner(body).path("scaleSettings"), Duration.ZERO);
            support.prepareSubscription(workspace, call);
        }
        ComputeTargetService.Stored stored =
                computes.put(call.id(), workspace, body, call.caller());
        return ArmAnswer.accepted(stored.isNew() ? 201 : 200, stored.body(), stored.operationId());
    }

    /** What was attached goes with it when that is asked for, by whom may delete both. */
    private ArmAnswer delete(ArmCall call) {
        String action = call.query().get("underlyingresourceaction");
        if ("Delete".equalsIgnoreCase(action)) {
            attached.of(call.id())
                    .ifPresent(
                            resource -> {
                                attached.checkDeletion(call, resource);
                                support.delete(workspace(call.id().parent()), resource, call);
                            });
        }
        return computes.delete(call.id(), action)
                .map(operation -> ArmAnswer.accepted(202, null, operation))
                .orElseGet(ArmAnswer::noContent);
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
