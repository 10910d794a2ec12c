package io.mltwin.compute.batchendpoints;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.Rules;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.CodeConfiguration;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Model;
import io.mltwin.compute.batchscoring.BatchDeploymentBody.Properties;
import io.mltwin.compute.batchscoring.BatchDeploymentBodyPropertiesBuilder;
import io.mltwin.compute.batchscoring.BatchSettingsValidator;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;

/** Validates requests for batch deployments by what stands in them alone. */
final class BatchDeploymentValidator {

    private static final String SCRIPT = "must be a Python file below the code's folder";

    private static final Rules<CodeConfiguration> CODE = Rules.of(
                    CodeConfiguration.class, "properties.codeConfiguration.", UserErrors::invalidProperty)
            .required("is required: the folder of the script", "codeId")
            .required(SCRIPT, "scoringScript")
            .matches("(?:[A-Za-z0-9_-]+/)*[A-Za-z_][A-Za-z0-9_]*\\.py", SCRIPT, "scoringScript");

    private static final Rules<BatchDeploymentBody> RULES = Rules.of(BatchDeploymentBody.class, "", UserErrors::invalid)
            .required("The request content needs properties.", "properties")
            .settingNotBuilt(
                    "a batch deployment is of a model, not of a pipeline component",
                    "Deploy a model, or submit the pipeline as a job.",
                    "properties.deploymentConfiguration")
            .settingNotBuiltIfAsked(
                    "jobs of a batch endpoint act as those who submit them", "Leave it out.", "identity.type")
            .required("properties.compute is required: the id of a cluster.", "properties.compute")
            .settingNotBuiltFor(
                    "properties.model.referenceType",
                    "a batch deployment takes registered models",
                    "Register the model, and give its id.",
                    "DataPath",
                    "OutputPath")
            .part("properties.model", BatchDeploymentValidator::validateModel)
            .part("properties.codeConfiguration", CODE::check)
            .part("properties", BatchSettingsValidator::validate);

    private BatchDeploymentValidator() {}

    static void validate(BatchDeploymentBody body) {
        RULES.check(body);
    }

    static void validatePatch(BatchDeploymentBody body) {
        Properties given = body.properties();
        boolean isMore = given != null
                && !given.equals(BatchDeploymentBodyPropertiesBuilder.builder()
                        .description(given.description())
                        .build());
        invalidIf(isMore, "properties", "A PATCH changes tags and description; put the deployment to change more.");
    }

    private static void validateModel(Model model) {
        invalidIf(
                !AsciiCase.equal("Id", model.referenceType()) || isBlank(model.assetId()),
                "properties.model",
                "properties.model must be {\"referenceType\": \"Id\", \"assetId\": id of a model}.");
    }
}
