package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.deployments.template.ParameterValues;
import io.mltwin.workspace.deployments.template.Template;
import io.mltwin.workspace.deployments.template.TemplateErrors;
import io.mltwin.workspace.deployments.template.TemplateReader;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes plans of templates: at the request, and again whenever the work goes on. */
@Singleton
class DeploymentPlans {

    private final DeploymentEvaluations evaluations;

    DeploymentPlans(DeploymentEvaluations evaluations) {
        this.evaluations = evaluations;
    }

    /** What was asked for, and what comes of it. */
    record Prepared(DeploymentRequest request, DeploymentContent content) {}

    /**
     * Reads and plans a request.
     *
     * @throws AzureException 400 when it cannot be deployed
     */
    Prepared prepare(ArmResourceId id, DeploymentRequest request, Caller caller) {
        Template template = TemplateReader.read(request.template());
        if (template.ofSubscription() != id.providerScope().isSubscription()) {
            throw TemplateErrors.invalid(
                    "The template schema '"
                            + request.template().path("$schema").asText()
                            + "' is not supported for a deployment to '"
                            + id.providerScope()
                            + "'.");
        }
        Evaluation bare =
                evaluations.around(
                        id, request.location(), request.mode(), template, Map.of(), caller);
        Map<String, JsonNode> parameters =
                ParameterValues.resolve(template, request.parameters(), bare);
        DeploymentPlan plan =
                plan(id, request.location(), request.mode(), template, parameters, caller);
        return new Prepared(
                request,
                new DeploymentContent(request.template(), parameters, DeploymentShape.of(plan)));
    }

    /** Returns the plan of a deployment that was accepted. */
    DeploymentPlan again(Deployment deployment, Caller caller) {
        return plan(
                deployment.id(),
                deployment.location(),
                deployment.mode(),
                TemplateReader.read(deployment.content().template()),
                deployment.content().parameters(),
                caller);
    }

    private DeploymentPlan plan(
            ArmResourceId id,
            String location,
            DeploymentRequest.Mode mode,
            Template template,
            Map<String, JsonNode> parameters,
            Caller caller) {
        return DeploymentPlan.of(
                template, evaluations.around(id, location, mode, template, parameters, caller));
    }
}
