package io.mltwin.console.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.ArrayList;
import java.util.List;

/**
 * A property of a resource.
 *
 * @param name with the names above it, {@code properties.sku.name}
 * @param address of the page of the resource that the value names; null for none
 */
public record PropertyRow(String name, String value, String address) {

    private static final String OF_SUBSCRIPTION = "/subscriptions/";

    /** Returns the properties of a document, in its order; absent ones are left out. */
    static List<PropertyRow> of(JsonNode document) {
        List<PropertyRow> rows = new ArrayList<>();
        add("", document, rows);
        return rows;
    }

    private static void add(String name, JsonNode value, List<PropertyRow> rows) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(field ->
                            add(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), rows));
        } else if (value.isArray() && !value.isEmpty()) {
            for (int i = 0; i < value.size(); i++) {
                add(name + "[" + i + "]", value.get(i), rows);
            }
        } else if (!value.isNull() && !name.isEmpty()) {
            String text = value.isTextual() ? value.asText() : value.toString();
            rows.add(new PropertyRow(name, text, address(text)));
        }
    }

    private static String address(String text) {
        if (!text.startsWith(OF_SUBSCRIPTION)) {
            return null;
        }
        try {
            return "/resources" + ArmResourceId.parse(text);
        } catch (AzureException noId) {
            return null;
        }
    }
}
