package io.mltwin.console.accesskeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in the answer to {@code listKeys}.
 *
 * @param name where it stands in the answer, {@code keys.0.value}
 */
public record AccessKey(String name, String value) {

    /** Returns the values of an answer in their order. */
    static List<AccessKey> of(JsonNode answer) {
        List<AccessKey> keys = new ArrayList<>();
        collect("", answer, keys);
        return keys;
    }

    private static void collect(String name, JsonNode node, List<AccessKey> keys) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(join(name, field.getKey()), field.getValue(), keys));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(join(name, String.valueOf(i)), node.get(i), keys);
            }
        } else if (!node.isNull() && !node.isMissingNode()) {
            keys.add(new AccessKey(name, node.asText()));
        }
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** Does not show the value, which is a secret. */
    @Override
    public String toString() {
        return "AccessKey[" + name + "]";
    }
}
