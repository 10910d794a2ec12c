package io.mltwin.compute.computetargets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.computeinstances.InstanceCalls;
import io.mltwin.compute.computeinstances.InstanceRules;
import io.mltwin.compute.computeinstances.MountOutcome;
import io.mltwin.compute.supportapplication.SupportApplication;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/computes} (2020-08-01 to 2023-10-01).
 *
 * <p>Deviation: listKeys answers 501, and so do operations on compute instances other than start,
 * stop and restart; deleting an HDInsight cluster with its compute leaves it.
 */
@Singleton
public class ComputeTargetProvider implements ArmProvider {

    private final ComputeTargetService computes;
    private final WorkspaceClient workspaces;
    private final AttachedResources attached;
    private final SupportApplication support;
    private final InstanceCalls instances;
    private final ObjectMapper json;

    ComputeTargetProvider(
            ComputeTargetService computes,
            WorkspaceClient workspaces,
            AttachedResources attached,
            SupportApplication support,
            InstanceCalls instances,
            ObjectMapper json) {
        this.computes = computes;
        this.workspaces = workspaces;
        this.attached = attached;
        this.support = support;
        this.instances = instances;
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
        Optional<InstanceCalls.Operation> operation = InstanceCalls.operation(call);
        if (operation.isPresent()) {
            String type = computes.typeOf(call.id());
            return instances.handle(operation.get(), call, type, workspace(call.id().parent()));
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
        MountOutcome mount = null;
        if (type.equals(ComputeRules.COMPUTE_INSTANCE)) {
            InstanceRules.checkPlace(body.location(), ComputeRules.inner(body), workspace);
        }
        if (ComputeRules.isMade(type) && !computes.exists(call.id())) {
            ComputeRules.checkName(type, call.id().name());
            mount = prepare(call, type, body, workspace);
        }
        ComputeTargetService.Stored stored =
                computes.put(call.id(), workspace, body, call.caller(), mount);
        return ArmAnswer.accepted(stored.isNew() ? 201 : 200, stored.body(), stored.operationId());
    }

    /** What a new cluster or instance needs, before there is one; the mount of an instance. */
    private MountOutcome prepare(ArmCall call, String type, ComputeBody body, Workspace workspace) {
        if (type.equals(ComputeRules.AML_COMPUTE)) {
            ScaleSettings.read(ComputeRules.inner(body).path("scaleSettings"), Duration.ZERO);
            support.prepareSubscription(workspace, call);
            return null;
        }
        instances.requireFree(call.id(), workspace);
        support.prepareSubscription(workspace, call);
        return instances.prepare(workspace, call);
    }

    /** What was attached goes with it when that is asked for, by whom may delete both. */
    private ArmAnswer delete(ArmCall call) {
        String action = call.query().get("underlyingresourceaction");
        if (AsciiCase.equal("Delete", action)) {
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
