package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.index.FilterTerms;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Microsoft.Resources/deployments of resource groups and subscriptions (API 2020-06-01 to
 * 2025-04-01): templates of Azure Resource Manager, also as Bicep makes them.
 */
@Singleton
class DeploymentProvider implements ArmProvider {

    private static final String TYPE = "Microsoft.Resources/deployments";
    private static final String HASH = "Microsoft.Resources/calculateTemplateHash";

    private final DeploymentService service;
    private final ObjectMapper json;

    DeploymentProvider(DeploymentService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TYPE, HASH);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (AsciiCase.equal(call.target().type(), HASH)) {
            return hash(call);
        }
        boolean inScope =
                AsciiCase.equal(call.target().type(), TYPE) && call.target().collection() != null;
        var scope = inScope ? call.id() : call.id().providerScope();
        if (!scope.isSubscription() && !scope.isResourceGroup()) {
            throw AzureFault.notBuilt(
                    "A deployment to anything but a resource group or a subscription");
        }
        if (inScope) {
            return list(call);
        }
        if (AsciiCase.equal(call.target().type(), TYPE)) {
            return deployment(call);
        }
        return AsciiCase.lower(call.target().type())
                        .startsWith(AsciiCase.lower(TYPE) + "/operations")
                ? operations(call)
                : action(call);
    }

    private ArmAnswer hash(ArmCall call) {
        if (!call.method().equals("POST")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        JsonNode template = call.requiredBody();
        return ArmAnswer.ok(
                json.createObjectNode()
                        .put("minifiedTemplate", template.toString())
                        .put("templateHash", TemplateHash.of(template)));
    }

    private ArmAnswer list(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        String wanted =
                FilterTerms.parse(call.query().get("$filter"), Set.of("provisioningstate"))
                        .get("provisioningstate");
        List<DeploymentBody> found =
                service.list(call.id()).stream()
                        .filter(
                                each ->
                                        wanted == null
                                                || AsciiCase.equal(each.state().text(), wanted))
                        .limit(top(call))
                        .map(this::body)
                        .toList();
        return ArmAnswer.ok(json.valueToTree(new DeploymentBody.Page(found)));
    }

    private static long top(ArmCall call) {
        String top = call.query().get("$top");
        if (top == null) {
            return Long.MAX_VALUE;
        }
        if (!top.matches("[1-9]\\d{0,8}")) {
            throw new AzureFault(
                    400,
                    "InvalidTopInQueryString",
                    "Invalid $top '"
                            + top
                            + "' specified in the query string: it is a positive number.");
        }
        return Long.parseLong(top);
    }

    private DeploymentBody body(Deployment deployment) {
        return DeploymentBody.of(
                deployment,
                deployment.state().isActive()
                        ? null
                        : service.steps(deployment.id()).stream()
                                .filter(DeploymentStep::tellsOfResource)
                                .map(
                                        step ->
                                                new DeploymentShape.Reference(
                                                        step.resource().toString()))
                                .toList());
    }

    private ArmAnswer deployment(ArmCall call) {
        return switch (call.method()) {
            case "GET" -> ArmAnswer.ok(json.valueToTree(body(service.get(call.id()))));
            case "HEAD" -> {
                service.get(call.id());
                yield ArmAnswer.noContent();
            }
            case "PUT" -> put(call);
            case "DELETE" -> {
                service.delete(call.id());
                yield ArmAnswer.noContent();
            }
            default -> throw ArmErrors.methodNotAllowed(call);
        };
    }

    private ArmAnswer put(ArmCall call) {
        DeploymentService.Taken taken = service.put(call);
        return ArmAnswer.accepted(
                taken.isNew() ? 201 : 200,
                json.valueToTree(DeploymentBody.of(taken.deployment(), null)),
                taken.deployment().operationId());
    }

    private ArmAnswer action(ArmCall call) {
        if (call.isPost("validate")) {
            return ArmAnswer.ok(json.valueToTree(DeploymentBody.validated(service.validate(call))));
        }
        if (call.isPost("cancel")) {
            service.cancel(call.id());
            return new ArmAnswer(204, null, null, Map.of());
        }
        if (call.isPost("exportTemplate")) {
            return ArmAnswer.ok(service.export(call.id()));
        }
        throw AzureFault.notBuilt(call.method() + " of " + call.target().type());
    }

    private ArmAnswer operations(ArmCall call) {
        boolean list = call.isList();
        if (!list && !call.method().equals("GET")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        var deployment = list ? call.id() : call.id().parent();
        List<StepBody> steps =
                service.steps(deployment).stream()
                        .map(step -> StepBody.of(deployment, step))
                        .toList();
        if (list) {
            return ArmAnswer.ok(
                    json.valueToTree(new StepBody.Page(steps.stream().limit(top(call)).toList())));
        }
        return steps.stream()
                .filter(step -> AsciiCase.equal(step.operationId(), call.id().name()))
                .findFirst()
                .map(step -> ArmAnswer.ok(json.valueToTree(step)))
                .orElseThrow(() -> DeploymentErrors.operationNotFound(call.id().name()));
    }
}
