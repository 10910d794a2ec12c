package io.mltwin.compute.batchendpoints;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import io.mltwin.resourceprovider.NameRule;

/** Validates requests for batch endpoints by what stands in them alone. */
final class BatchEndpointValidator {

    /** The names of endpoints and of deployments. */
    static final NameRule NAME = NameRule.of(
            "[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]",
            "it has 3 to 32 letters, digits and hyphens, begins with a letter and ends with a letter or digit.");

    private static final Rules<BatchEndpointBody> IDENTITY = rules().settingNotBuiltBut(
                    "identity.type", "jobs of a batch endpoint act as those who submit them", "Leave it out.", "None");

    private static final Rules<BatchEndpointBody> RULES = rules().required(
                    "The request content needs properties.", "properties")
            .refuse(
                    body -> !AsciiCase.equal("AADToken", body.properties().authMode()),
                    "properties.authMode",
                    "properties.authMode must be AADToken; batch endpoints know no other.")
            .and(IDENTITY::check)
            .absent("A batch endpoint has no keys; its authMode is AADToken.", "properties.keys");

    private BatchEndpointValidator() {}

    private static Rules<BatchEndpointBody> rules() {
        return Rules.of(BatchEndpointBody.class, "", UserErrors::invalid);
    }

    static void validate(BatchEndpointBody body) {
        RULES.check(body);
    }

    static void validatePatch(BatchEndpointBody body) {
        IDENTITY.check(body);
        invalidIf(body.properties() != null, "properties", "A PATCH changes tags; put the endpoint to change more.");
    }
}
