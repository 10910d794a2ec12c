package io.mltwin.workspace.tags;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.badRequestIf;

import com.fasterxml.jackson.databind.JsonNode;
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
        invalidRequestContentIf(!tags.isObject(), "The tags are no JSON object.");
        for (Map.Entry<String, JsonNode> tag : tags.properties()) {
            invalidRequestContentIf(
                    !tag.getValue().isTextual() && !tag.getValue().isNull(),
                    "The value of tag '%s' is no string.",
                    tag.getKey());
            read.put(tag.getKey(), tag.getValue().isNull() ? "" : tag.getValue().asText());
        }
        validateTags(read);
        return read;
    }

    static void validateTags(Map<String, String> tags) {
        badRequestIf(
                tags.size() > MOST, "TooManyTags", "There are %s tags; at most %s are allowed.", tags.size(), MOST);
        Set<String> names = new HashSet<>();
        tags.forEach((name, value) -> {
            validateName(name);
            badRequestIf(
                    value.length() > LONGEST_VALUE,
                    "InvalidTagValueLength",
                    "Tag value too large. The value of tag '%s' exceeds the maximum of %s characters.",
                    name,
                    LONGEST_VALUE);
            invalidRequestContentIf(
                    !names.add(TextCase.lower(name)), "The tag name '%s' is given twice; case does not count.", name);
        });
    }

    private static void validateName(String name) {
        badRequestIf(name.isBlank(), "InvalidTagName", "A tag name is empty.");
        badRequestIf(
                name.length() > LONGEST_NAME,
                "InvalidTagName",
                "Tag name too large. A tag name exceeds the maximum of %s characters.",
                LONGEST_NAME);
        badRequestIf(
                RESERVED.matcher(name).find(),
                "InvalidTagNameCharacters",
                "The tag names '%s' have reserved characters '<,>,%%,&,\\,?,/' or control characters.",
                name);
    }
}
