package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.ArmErrors.resourceGroupNotFound;
import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.Json;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.deployments.expressions.DeploymentContext;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.template.Template;
import io.mltwin.workspace.groups.ResourceGroups;
import io.mltwin.workspace.groups.ResourceGroups.ResourceGroup;
import io.mltwin.workspace.subscriptions.Subscription;
import io.mltwin.workspace.subscriptions.Subscriptions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes evaluations that see the world around a deployment. */
@Singleton
record DeploymentEvaluations(Subscriptions subscriptions, ResourceGroups groups, Addresses addresses, Clock clock) {
    /**
     * Around a deployment of this template.
     *
     * @param location of a subscription's deployment, else null
     */
    Evaluation around(
            EvaluationBudget budget,
            ArmResourceId deployment,
            String location,
            DeploymentRequest.Mode mode,
            Template template,
            Caller caller) {
        ArmResourceId scope = deployment.providerScope();
        DeploymentContext context = new DeploymentContext(
                budget,
                scope,
                once(() -> deployment(deployment, location, mode, template.source())),
                once(() -> group(scope)),
                once(() -> subscription(scope)),
                () -> tenant(caller),
                this::environment,
                () -> deployer(caller),
                clock::instant,
                UUID::randomUUID);
        return new Evaluation(
                ExpressionLocation.RESOURCE_HEAD,
                name -> null,
                name -> null,
                template.functions(),
                context,
                Evaluation.Resources.NONE_YET,
                Map.of(),
                null,
                Map.of());
    }

    /** However often an expression asks. */
    private static Supplier<JsonNode> once(Supplier<JsonNode> source) {
        JsonNode[] known = {null};
        return () -> known[0] == null ? known[0] = source.get() : known[0];
    }

    private JsonNode deployment(ArmResourceId id, String location, DeploymentRequest.Mode mode, JsonNode template) {
        ObjectNode deployment = Json.object();
        deployment.put("name", id.name());
        if (location != null) {
            deployment.put("location", location);
        }
        ObjectNode properties = deployment.putObject("properties");
        properties.set("template", template);
        properties.put("templateHash", TemplateHash.of(template));
        properties.put("mode", mode.text());
        properties.put("provisioningState", DeploymentState.ACCEPTED.text());
        return deployment;
    }

    private JsonNode group(ArmResourceId scope) {
        ResourceGroup group = groups.find(scope).orElseThrow(() -> resourceGroupNotFound(scope.name()));
        ObjectNode body = Json.object();
        body.put("id", group.id().toString())
                .put("name", group.id().name())
                .put("type", "Microsoft.Resources/resourceGroups")
                .put("location", group.location());
        body.set("tags", group.tags());
        body.putObject("properties").put("provisioningState", "Succeeded");
        return body;
    }

    private JsonNode subscription(ArmResourceId scope) {
        Subscription subscription = subscriptions
                .find(scope.subscriptionId())
                .orElseThrow(() -> subscriptionNotFound(scope.subscriptionId()));
        return Json.object()
                .put("id", subscription.id().toString())
                .put("subscriptionId", subscription.subscriptionId())
                .put("tenantId", subscription.tenantId())
                .put("displayName", subscription.displayName());
    }

    private JsonNode tenant(Caller caller) {
        return Json.object().put("id", "/tenants/" + caller.tenantId()).put("tenantId", caller.tenantId());
    }

    private JsonNode deployer(Caller caller) {
        return Json.object()
                .put("objectId", caller.objectId())
                .put("tenantId", caller.tenantId())
                .put("userPrincipalName", caller.userPrincipalName());
    }

    private JsonNode environment() {
        String management = addresses.management() + "/";
        ObjectNode environment = Json.object();
        environment.put("name", "mltwin").put("resourceManager", management);
        environment
                .putObject("authentication")
                .put("loginEndpoint", addresses.login() + "/")
                .put("tenant", "common")
                .put("identityProvider", "AAD")
                .putArray("audiences")
                .add(management);
        environment.put("graph", addresses.graph() + "/");
        environment
                .putObject("suffixes")
                .put("keyvaultDns", "." + addresses.host("vault", ServiceName.KEYVAULT))
                .put("storage", addresses.host("core", ServiceName.WORKSPACE))
                .put("acrLoginServer", "." + addresses.host("azurecr", ServiceName.SCORING));
        return environment;
    }
}
