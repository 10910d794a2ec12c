package io.mltwin.workspace.deployments;

import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.workspace.deployments.Deployment.DeploymentContent;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.template.DeploymentPlan;
import io.mltwin.workspace.deployments.template.ParameterValues;
import io.mltwin.workspace.deployments.template.Template;
import io.mltwin.workspace.deployments.template.TemplateReader;
import io.mltwin.workspace.expressions.ExpressionException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Makes plans of templates: at the request, and again whenever the work goes on. */
@Singleton
record DeploymentPlans(DeploymentEvaluations evaluations) {
    /** Bytes: Azure's 4 MB of an expanded template, two for a character. */
    private static final long MOST = 8 << 20;

    /** A request and the plan made of it. */
    record Prepared(DeploymentRequest request, DeploymentContent content) {}

    /**
     * Reads and plans a request.
     *
     * @throws AzureException 400 when it cannot be deployed
     */
    Prepared prepare(ArmResourceId id, DeploymentRequest request, Caller caller) {
        Template template = TemplateReader.read(request.template());
        if (template.ofSubscription() != id.providerScope().isSubscription()) {
            throw invalid(
                    "The template schema '%s' is not supported for a deployment to '%s'.",
                    request.template().path("$schema").asText(), id.providerScope());
        }
        try (EvaluationBudget budget = budget(MOST, Duration.ofSeconds(5))) {
            Evaluation outside = evaluations.around(budget, id, request.location(), request.mode(), template, caller);
            Map<String, JsonNode> parameters = ParameterValues.resolve(template, request.parameters(), outside);
            DeploymentPlan plan = DeploymentPlan.of(template, outside, parameters);
            return new Prepared(
                    request, new DeploymentContent(request.template(), parameters, DeploymentShape.of(plan)));
        }
    }

    /** Of a deployment that was accepted: enough for what was evaluated then, and to wait. */
    static EvaluationBudget budget() {
        return budget(2 * MOST, Duration.ofMinutes(10));
    }

    private static EvaluationBudget budget(long most, Duration time) {
        return new EvaluationBudget(
                most, time, what -> new ExpressionException("The evaluation of the template takes " + what + "."));
    }

    /** Returns the plan of a deployment that was accepted. */
    DeploymentPlan again(Deployment deployment, Caller caller, EvaluationBudget budget) {
        Template template = TemplateReader.read(deployment.content().template());
        return DeploymentPlan.of(
                template,
                evaluations.around(budget, deployment.id(), deployment.location(), deployment.mode(), template, caller),
                deployment.content().parameters());
    }
}
