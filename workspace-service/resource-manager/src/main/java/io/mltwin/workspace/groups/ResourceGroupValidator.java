package io.mltwin.workspace.groups;

import static io.mltwin.armweb.ArmErrors.requireLocation;
import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import java.util.regex.Pattern;

/** Validates a request for a resource group. */
final class ResourceGroupValidator {

    static final String TYPE = "Microsoft.Resources/subscriptions/resourceGroups";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_().-]{0,89}[\\p{L}\\p{N}_()-]");

    private ResourceGroupValidator() {}

    /**
     * Validates a PUT.
     *
     * @throws AzureException 400
     */
    static void validate(ArmResourceId id, ResourceGroupBody body) {
        badRequestIf(
                !NAME.matcher(id.name()).matches(),
                "InvalidResourceGroup",
                "The provided resource group name '%s' has invalid characters or length: 1 to 90 letters, digits,"
                        + " '_', '-', '.', '(' and ')', not ending in '.'.",
                id.name());
        requireLocation(body.location());
        region(body);
    }

    /** The name of the region that a valid body asks for. */
    static String region(ResourceGroupBody body) {
        return Regions.require(body.location(), TYPE);
    }
}
