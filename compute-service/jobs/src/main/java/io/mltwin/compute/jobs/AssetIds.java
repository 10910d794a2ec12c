package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids by which a job names its code and its environment. Azure ML takes {@code
 * azureml:{name}:{version}}, and ids of Azure Resource Manager with {@code azureml:} before them;
 * it answers with ids of Azure Resource Manager, which {@code azure-ai-ml} relies on.
 */
final class AssetIds {

    private static final Map<String, String> KINDS = Map.of("codeId", "codes", "environmentId", "environments");
    private static final Pattern SHORT = Pattern.compile("azureml:([^:/@]+):([^:/@]+)");
    private static final Pattern PREFIXED = AsciiCase.pattern("azureml:(/subscriptions/.+)");

    private AssetIds() {}

    /** Puts ids of Azure Resource Manager in the place of others. */
    static void complete(ArmResourceId workspace, ObjectNode properties) {
        for (String field : KINDS.keySet()) {
            if (properties.hasNonNull(field)) {
                properties.set(field, complete(workspace, field, properties.get(field)));
            }
        }
    }

    /** Returns the value of a job's property as it is answered. */
    static JsonNode complete(ArmResourceId workspace, String field, JsonNode value) {
        String kind = KINDS.get(field);
        if (kind == null || !value.isTextual()) {
            return value;
        }
        Matcher prefixed = PREFIXED.matcher(value.textValue());
        if (prefixed.matches()) {
            return new TextNode(prefixed.group(1));
        }
        Matcher named = SHORT.matcher(value.textValue());
        return named.matches()
                ? new TextNode(workspace
                        .child(kind, named.group(1))
                        .child("versions", named.group(2))
                        .toString())
                : value;
    }
}
