package io.mltwin.compute.batchendpoints;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.batchscoring.BatchEndpointErrors;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/** Validates requests for batch endpoints by what stands in them alone. */
final class BatchEndpointValidator {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]");

    private BatchEndpointValidator() {}

    /** Refuses a name that an endpoint or deployment cannot have. */
    static void validateName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmErrors.invalidResourceName(
                    name,
                    "it has 3 to 32 letters, digits and hyphens, begins with a letter and ends with a letter or digit.");
        }
    }

    static void validate(String name, BatchEndpointBody body) {
        validateName(name);
        if (body.location() == null || body.location().isBlank()) {
            throw ArmErrors.locationRequired();
        }
        BatchEndpointBody.Properties properties = body.properties();
        if (properties == null) {
            throw BatchEndpointErrors.invalid("properties", "The request content needs properties.");
        }
        validateAuthMode(properties.authMode());
        validateIdentity(body.identity());
        if (properties.keys() != null && !properties.keys().isNull()) {
            throw BatchEndpointErrors.invalid(
                    "properties.keys", "A batch endpoint has no keys; its authMode is AADToken.");
        }
    }

    static void validatePatch(BatchEndpointBody body) {
        validateIdentity(body.identity());
        if (body.properties() != null) {
            throw BatchEndpointErrors.invalid("properties", "A PATCH changes tags; put the endpoint to change more.");
        }
    }

    private static void validateAuthMode(String mode) {
        if (!AsciiCase.equal("AADToken", mode)) {
            throw BatchEndpointErrors.invalid(
                    "properties.authMode", "properties.authMode must be AADToken; batch endpoints know no other.");
        }
    }

    private static void validateIdentity(BatchEndpointBody.Identity identity) {
        if (identity != null && identity.type() != null && !AsciiCase.equal("None", identity.type())) {
            throw AzureException.settingNotBuilt(
                    "identity.type", "jobs of a batch endpoint act as those who submit them", "Leave it out.");
        }
    }
}
