package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.NameRule;

/** Validates requests for user-assigned identities. */
final class UserAssignedIdentityValidator {

    static final NameRule NAME = NameRule.of(
            "[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}",
            "a user-assigned identity has 3 to 128 letters, digits, '_' and '-', and starts with a letter or digit.");
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TAG = 256;

    private UserAssignedIdentityValidator() {}

    /** Validates the tags of a PUT or PATCH. */
    static void validateTags(JsonNode body) {
        JsonNode tags = body.get("tags");
        if (!isGiven(tags)) {
            return;
        }
        boolean good = tags.isObject() && tags.size() <= MOST_TAGS;
        for (JsonNode value : tags) {
            good &= value.isTextual() && value.asText().length() <= LONGEST_TAG;
        }
        invalidRequestContentIf(!good, "'tags' must be an object of at most %s texts.", MOST_TAGS);
    }
}
