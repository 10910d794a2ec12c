package io.mltwin.workspace.tags;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.TextCase;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates tags as Azure Resource Manager does (tag-resources.md): at most 50, names of at most
 * 512 characters without {@code < > % & \ ? /}, values of at most 256.
 */
public final class TagValidator {

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 512;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern RESERVED = Pattern.compile("[<>%&\\\\?/\\p{Cntrl}]");

    private TagValidator() {}

    /**
     * Tags as a body holds them; none for null.
     *
     * @throws AzureException 400
     */
    public static Map<String, String> readTags(JsonNode tags) {
        Map<String, String> read = new LinkedHashMap<>();
        if (tags == null || tags.isMissingNode() || tags.isNull()) {
            return read;
        }
        if (!tags.isObject()) {
            throw ArmErrors.invalidRequestContent("The tags are no JSON object.");
        }
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            if (!tag.getValue().isTextual() && !tag.getValue().isNull()) {
                throw ArmErrors.invalidRequestContent("The value of tag '" + tag.getKey() + "' is no string.");
            }
            read.put(tag.getKey(), tag.getValue().isNull() ? "" : tag.getValue().asText());
        }
        validateTags(read);
        return read;
    }

    static void validateTags(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw new AzureException(
                    400, "TooManyTags", "There are " + tags.size() + " tags; at most " + MOST + " are allowed.");
        }
        Set<String> names = new HashSet<>();
        tags.forEach((name, value) -> {
            validateName(name);
            if (value.length() > LONGEST_VALUE) {
                throw new AzureException(
                        400,
                        "InvalidTagValueLength",
                        "Tag value too large. The value of tag '"
                                + name
                                + "' exceeds the maximum of "
                                + LONGEST_VALUE
                                + " characters.");
            }
            if (!names.add(TextCase.lower(name))) {
                throw ArmErrors.invalidRequestContent(
                        "The tag name '" + name + "' is given twice; case does not count.");
            }
        });
    }

    private static void validateName(String name) {
        if (name.isBlank()) {
            throw new AzureException(400, "InvalidTagName", "A tag name is empty.");
        }
        if (name.length() > LONGEST_NAME) {
            throw new AzureException(
                    400,
                    "InvalidTagName",
                    "Tag name too large. A tag name exceeds the maximum of " + LONGEST_NAME + " characters.");
        }
        if (RESERVED.matcher(name).find()) {
            throw new AzureException(
                    400,
                    "InvalidTagNameCharacters",
                    "The tag names '" + name + "' have reserved characters '<,>,%,&,\\,?,/' or control characters.");
        }
    }
}
