package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.ArmErrors.locationRequired;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.TrackedResource;
import java.util.regex.Pattern;

/** Validates requests for user-assigned identities. */
final class UserAssignedIdentityValidator {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}");
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 256;

    private UserAssignedIdentityValidator() {}

    /** Validates a PUT. */
    static void validate(ArmResourceId id, UserAssignedIdentityBody body) {
        invalidResourceNameIf(
                !NAME.matcher(id.name()).matches(),
                id.name(),
                "a user-assigned identity has 3 to 128 letters, digits, '_' and '-', and starts"
                        + " with a letter or digit.");
        location(body);
        validateTags(body);
    }

    /** Returns the location that a valid body asks for. */
    static String location(UserAssignedIdentityBody body) {
        if (body.location() == null || body.location().isBlank()) {
            throw locationRequired();
        }
        return TrackedResource.location(body.location());
    }

    static void validateTags(UserAssignedIdentityBody body) {
        JsonNode tags = body.tags();
        if (tags == null || tags.isNull()) {
            return;
        }
        boolean good = tags.isObject() && tags.size() <= MOST_TAGS;
        for (JsonNode value : tags) {
            good &= value.isTextual() && value.asText().length() <= LONGEST_TAG;
        }
        invalidRequestContentIf(!good, "'tags' must be an object of at most %s texts.", MOST_TAGS);
    }
}
