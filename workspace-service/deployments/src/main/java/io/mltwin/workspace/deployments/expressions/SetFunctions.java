package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Functions that join and cut arrays and objects. */
final class SetFunctions {

    private SetFunctions() {}

    static void register() {
        add("union", 2, ANY, SetFunctions::union);
        add("intersection", 2, ANY, SetFunctions::intersection);
        add("shallowMerge", 1, 1, SetFunctions::shallowMerge);
    }

    private static JsonNode union(Arguments arguments) {
        List<JsonNode> values = sameKind(arguments);
        if (values.get(0).isObject()) {
            values.forEach(value -> Values.written(value, arguments.evaluation().budget()));
            ObjectNode joined = Values.JSON.objectNode();
            values.forEach(value -> merge(joined, value));
            return joined;
        }
        ArrayNode joined = Values.JSON.arrayNode();
        for (JsonNode value : values) {
            for (JsonNode element : value) {
                if (!arguments.contains(joined, element)) {
                    joined.add(element);
                }
            }
        }
        return joined;
    }

    /** Objects are merged in depth; of everything else the later stands. */
    private static void merge(ObjectNode into, JsonNode from) {
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            JsonNode standing = into.get(field.getKey());
            if (standing != null && standing.isObject() && field.getValue().isObject()) {
                ObjectNode inner = standing.deepCopy();
                merge(inner, field.getValue());
                into.set(field.getKey(), inner);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }

    private static JsonNode intersection(Arguments arguments) {
        List<JsonNode> values = sameKind(arguments);
        JsonNode common = values.get(0);
        for (JsonNode other : values.subList(1, values.size())) {
            common = common.isObject() ? commonMembers(common, other, arguments) : common(common, other, arguments);
        }
        return common;
    }

    private static JsonNode common(JsonNode one, JsonNode other, Arguments arguments) {
        ArrayNode common = Values.JSON.arrayNode();
        for (JsonNode element : one) {
            if (arguments.contains((ArrayNode) other, element) && !arguments.contains(common, element)) {
                common.add(element);
            }
        }
        return common;
    }

    private static JsonNode commonMembers(JsonNode one, JsonNode other, Arguments arguments) {
        ObjectNode common = Values.JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            JsonNode counterpart = other.get(field.getKey());
            if (counterpart != null && arguments.same(field.getValue(), counterpart)) {
                common.set(field.getKey(), counterpart);
            }
        }
        return common;
    }

    private static JsonNode shallowMerge(Arguments arguments) {
        ObjectNode merged = Values.JSON.objectNode();
        for (JsonNode each : arguments.array(0)) {
            if (!each.isObject()) {
                throw arguments.wrong("every element must be an object.");
            }
            arguments.charge(Values.bytes(each));
            merged.setAll((ObjectNode) each);
        }
        return merged;
    }

    private static List<JsonNode> sameKind(Arguments arguments) {
        List<JsonNode> values = arguments.all();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isContainerNode()
                    || values.get(i).isObject() != values.get(0).isObject()) {
                throw arguments.unexpected(i, values.get(0).isObject() ? "Object" : "Array", values.get(i));
            }
        }
        return values;
    }
}
