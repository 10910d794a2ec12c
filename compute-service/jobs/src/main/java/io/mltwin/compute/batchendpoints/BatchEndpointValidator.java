package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.compute.batchscoring.BatchEndpointErrors.invalidIf;

import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** Validates requests for batch endpoints by what stands in them alone. */
final class BatchEndpointValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]");

    private BatchEndpointValidator() {}

    /** Refuses a name that an endpoint or deployment cannot have. */
    static void validateName(String name) {
        invalidResourceNameIf(
                !NAME.matcher(name).matches(),
                name,
                "it has 3 to 32 letters, digits and hyphens, begins with a letter and ends with a letter or digit.");
    }

    static void validate(String name, BatchEndpointBody body) {
        validateName(name);
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
        BatchEndpointBody.Properties properties = body.properties();
        invalidIf(properties == null, "properties", "The request content needs properties.");
        validateAuthMode(properties.authMode());
        validateIdentity(body.identity());
        invalidIf(
                properties.keys() != null && !properties.keys().isNull(),
                "properties.keys",
                "A batch endpoint has no keys; its authMode is AADToken.");
    }

    static void validatePatch(BatchEndpointBody body) {
        validateIdentity(body.identity());
        invalidIf(body.properties() != null, "properties", "A PATCH changes tags; put the endpoint to change more.");
    }

    private static void validateAuthMode(String mode) {
        invalidIf(
                !AsciiCase.equal("AADToken", mode),
                "properties.authMode",
                "properties.authMode must be AADToken; batch endpoints know no other.");
    }

    private static void validateIdentity(BatchEndpointBody.Identity identity) {
        settingNotBuiltIf(
                identity != null && identity.type() != null && !AsciiCase.equal("None", identity.type()),
                "identity.type",
                "jobs of a batch endpoint act as those who submit them",
                "Leave it out.");
    }
}
