package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.CodeConfiguration;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Model;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchDeploymentBodyPropertiesBuilder;
import io.mltwin.compute.batchscoring.BatchSettingsValidator;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** Validates requests for batch deployments by what stands in them alone. */
final class BatchDeploymentValidator {

    private static final Pattern SCRIPT = Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z_][A-Za-z0-9_]*\\.py");

    private BatchDeploymentValidator() {}

    static void validate(String name, BatchDeploymentBody body) {
        BatchEndpointValidator.validateName(name);
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
        Properties properties = body.properties();
        invalidIf(properties == null, "properties", "The request content needs properties.");
        refuseUnbuilt(body);
        invalidIf(
                properties.compute() == null || properties.compute().isBlank(),
                "properties.compute",
                "properties.compute is required: the id of a cluster.");
        validateModel(properties.model());
        validateCode(properties.codeConfiguration());
        BatchSettingsValidator.validate(properties);
    }

    static void validatePatch(BatchDeploymentBody body) {
        Properties given = body.properties();
        boolean isMore = given != null
                && !given.equals(BatchDeploymentBodyPropertiesBuilder.builder()
                        .description(given.description())
                        .build());
        invalidIf(isMore, "properties", "A PATCH changes tags and description; put the deployment to change more.");
    }

    private static void refuseUnbuilt(BatchDeploymentBody body) {
        settingNotBuiltIf(
                isGiven(body.properties().deploymentConfiguration()),
                "properties.deploymentConfiguration",
                "a batch deployment is of a model, not of a pipeline component",
                "Deploy a model, or submit the pipeline as a job.");
        settingNotBuiltIf(
                isGiven(body.identity())
                        && !AsciiCase.equal("None", body.identity().path("type").asText()),
                "identity",
                "jobs of a batch endpoint act as those who submit them",
                "Leave it out.");
    }

    private static void validateModel(Model model) {
        if (model == null) {
            return;
        }
        settingNotBuiltIf(
                AsciiCase.equal("DataPath", model.referenceType())
                        || AsciiCase.equal("OutputPath", model.referenceType()),
                "properties.model.referenceType",
                "a batch deployment takes registered models",
                "Register the model, and give its id.");
        invalidIf(
                !AsciiCase.equal("Id", model.referenceType())
                        || model.assetId() == null
                        || model.assetId().isBlank(),
                "properties.model",
                "properties.model must be {\"referenceType\": \"Id\", \"assetId\": id of a model}.");
    }

    private static void validateCode(CodeConfiguration code) {
        if (code == null) {
            return;
        }
        invalidIf(
                code.codeId() == null || code.codeId().isBlank(),
                "properties.codeConfiguration.codeId",
                "properties.codeConfiguration.codeId is required: the folder of the script.");
        invalidIf(
                code.scoringScript() == null
                        || !SCRIPT.matcher(code.scoringScript()).matches(),
                "properties.codeConfiguration.scoringScript",
                "properties.codeConfiguration.scoringScript must be a Python file below the code's folder.");
    }

    private static boolean isGiven(JsonNode node) {
        return node != null && !node.isNull();
    }
}
