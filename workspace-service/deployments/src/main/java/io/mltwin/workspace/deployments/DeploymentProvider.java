package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.deployments.DeploymentErrors.operationNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ListPage;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.index.FilterTerms;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Microsoft.Resources/deployments of resource groups and subscriptions (API 2020-06-01 to
 * 2025-04-01): templates of Azure Resource Manager, also as Bicep makes them.
 */
@Singleton
record DeploymentProvider(DeploymentService service) implements ResourceProvider {

    /** An operation of a deployment on the wire. */
    record StepBody(String id, String operationId, Properties properties) {

        /** Its properties; the evaluation of outputs has no target. */
        record Properties(
                String provisioningOperation,
                String provisioningState,
                Instant timestamp,
                String duration,
                String trackingId,
                String statusCode,
                JsonNode statusMessage,
                Target targetResource) {}

        record Target(String id, String resourceType, String resourceName) {}

        static StepBody of(ArmResourceId deployment, DeploymentStep step) {
            JsonNode message = step.error() == null
                    ? null
                    : JsonNodeFactory.instance.objectNode().set("error", step.error());
            Properties properties = new Properties(
                    step.kind().text(),
                    step.state().text(),
                    step.changedAt(),
                    Duration.between(step.startedAt(), step.changedAt()).toString(),
                    step.armOperationId() == null ? step.operationId() : step.armOperationId(),
                    step.statusCode(),
                    message,
                    step.resource() == null ? null : target(step.resource()));
            return new StepBody(deployment + "/operations/" + step.operationId(), step.operationId(), properties);
        }

        private static Target target(ArmResourceId id) {
            return new Target(id.toString(), id.type(), String.join("/", id.names()));
        }
    }

    private static final String STATE = "provisioningstate";
    private static final int LARGEST = 999_999_999;

    @Override
    public List<ResourceType> types() {
        return List.of(deployments(), operations(), hash());
    }

    private ResourceType deployments() {
        return ResourceType.named(DeploymentRequest.TYPE)
                .require(DeploymentProvider::requireContainer)
                .get(call -> body(service.get(call.id())))
                .headWithoutContent()
                .list(this::list)
                .put(ResourceChange.readingTree().prepare(service::prepare).apply(service::put))
                .delete(service::delete)
                .action(
                        "validate",
                        ResourceChange.readingTree().prepare(service::prepare).apply(service::validate))
                .action("cancel", ResourceChange.withoutBody().apply(service::cancel))
                .action("exportTemplate", call -> service.export(call.id()))
                .build();
    }

    private ResourceType operations() {
        return ResourceType.named(DeploymentRequest.TYPE + "/operations")
                .require(DeploymentProvider::requireContainer)
                .get(call -> steps(call.id().parent())
                        .filter(step ->
                                AsciiCase.equal(step.operationId(), call.id().name()))
                        .findFirst()
                        .orElseThrow(() -> operationNotFound(call.id().name())))
                .list(call ->
                        steps(call.id()).limit(ListPage.size(call, LARGEST)).toList())
                .build();
    }

    private static ResourceType hash() {
        return ResourceType.named("Microsoft.Resources/calculateTemplateHash")
                .post(call -> TemplateHash.Body.of(call.requiredBody()))
                .build();
    }

    private static void requireContainer(ArmCall call) {
        boolean isOfScope = AsciiCase.equal(call.target().type(), DeploymentRequest.TYPE);
        ArmResourceId scope = isOfScope && call.target().collection() != null
                ? call.id()
                : call.id().providerScope();
        notBuiltIf(
                !scope.isSubscription() && !scope.isResourceGroup(),
                "A deployment to anything but a resource group or a subscription");
    }

    private List<DeploymentBody> list(ArmCall call) {
        String wanted =
                FilterTerms.parse(call.query().get("$filter"), Set.of(STATE)).get(STATE);
        return service.list(call.id()).stream()
                .filter(each -> wanted == null || AsciiCase.equal(each.state().text(), wanted))
                .limit(ListPage.size(call, LARGEST))
                .map(this::body)
                .toList();
    }

    private DeploymentBody body(Deployment deployment) {
        return DeploymentBody.of(
                deployment,
                deployment.state().isActive()
                        ? null
                        : service.steps(deployment.id()).stream()
                                .filter(DeploymentStep::tellsOfResource)
                                .map(step -> new DeploymentShape.Reference(
                                        step.resource().toString()))
                                .toList());
    }

    private Stream<StepBody> steps(ArmResourceId deployment) {
        return service.steps(deployment).stream().map(step -> StepBody.of(deployment, step));
    }
}
