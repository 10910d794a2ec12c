package io.mltwin.workspace.deployments.expressions;

import static io.mltwin.workspace.deployments.expressions.Functions.ANY;
import static io.mltwin.workspace.deployments.expressions.Functions.add;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.bool;
import static io.mltwin.workspace.deployments.expressions.TextFunctions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.armweb.TextCase;
import java.util.Map;
import java.util.TreeMap;

/** Functions that look into texts, arrays and objects. */
final class CollectionFunctions {

    private static final long MOST_OF_RANGE = 10_000;

    private CollectionFunctions() {}

    static void register() {
        add("length", 1, 1, CollectionFunctions::length);
        add("empty", 1, 1, a -> bool(isEmpty(a)));
        add("contains", 2, 2, CollectionFunctions::contains);
        add("first", 1, 1, a -> end(a, true));
        add("last", 1, 1, a -> end(a, false));
        add("indexOf", 2, 2, a -> index(a, true));
        add("lastIndexOf", 2, 2, a -> index(a, false));
        add("skip", 2, 2, a -> part(a, a.integer(1), Long.MAX_VALUE));
        add("take", 2, 2, a -> part(a, 0, Math.max(0, a.integer(1))));
        add("array", 1, 1, a -> array(a.at(0)));
        add("createArray", 0, ANY, a -> Values.JSON.arrayNode().addAll(a.all()));
        add("createObject", 0, ANY, CollectionFunctions::createObject);
        add("flatten", 1, 1, CollectionFunctions::flatten);
        add("range", 2, 2, CollectionFunctions::range);
        add("items", 1, 1, CollectionFunctions::items);
        add("objectKeys", 1, 1, CollectionFunctions::objectKeys);
        add("tryGet", 2, ANY, CollectionFunctions::tryGet);
        add("indexFromEnd", 2, 2, a -> fromEnd(a, false));
        add("tryIndexFromEnd", 2, 2, a -> fromEnd(a, true));
    }

    private static JsonNode length(Arguments arguments) {
        JsonNode value = arguments.at(0);
        if (value.isTextual()) {
            return Values.JSON.numberNode((long) value.asText().length());
        }
        if (!value.isContainerNode()) {
            throw arguments.unexpected(0, "Array, Object or String", value);
        }
        return Values.JSON.numberNode((long) value.size());
    }

    private static boolean isEmpty(Arguments arguments) {
        JsonNode value = arguments.at(0);
        if (value.isNull()) {
            return true;
        }
        if (value.isTextual()) {
            return value.asText().isEmpty();
        }
        if (!value.isContainerNode()) {
            throw arguments.unexpected(0, "Array, Object or String", value);
        }
        return value.isEmpty();
    }

    private static JsonNode contains(Arguments arguments) {
        JsonNode container = arguments.at(0);
        if (container.isTextual()) {
            return bool(arguments.written(container).contains(arguments.written(arguments.at(1))));
        }
        if (container.isArray()) {
            return bool(arguments.contains((ArrayNode) container, arguments.at(1)));
        }
        if (!container.isObject()) {
            throw arguments.unexpected(0, "Array, Object or String", container);
        }
        return bool(Values.member(container, arguments.written(arguments.at(1))) != null);
    }

    private static JsonNode end(Arguments arguments, boolean first) {
        JsonNode value = arguments.at(0);
        if (value.isArray()) {
            return value.isEmpty() ? NullNode.getInstance() : value.get(first ? 0 : value.size() - 1);
        }
        String whole = arguments.text(0);
        if (whole.isEmpty()) {
            return text("");
        }
        return text(first ? whole.substring(0, 1) : whole.substring(whole.length() - 1));
    }

    private static JsonNode index(Arguments arguments, boolean first) {
        JsonNode value = arguments.at(0);
        long found = -1;
        if (value.isArray()) {
            for (int i = 0; i < value.size() && (found < 0 || !first); i++) {
                found = arguments.same(value.get(i), arguments.at(1)) ? i : found;
            }
        } else {
            String whole = TextCase.lower(arguments.text(0));
            String sought = TextCase.lower(arguments.text(1));
            found = first ? whole.indexOf(sought) : whole.lastIndexOf(sought);
        }
        return Values.JSON.numberNode(found);
    }

    private static JsonNode part(Arguments arguments, long from, long most) {
        JsonNode value = arguments.at(0);
        long size = value.isTextual() ? value.asText().length() : value.size();
        int start = (int) Math.min(Math.max(0, from), size);
        int end = (int) Math.min(size, most == Long.MAX_VALUE ? size : start + most);
        if (value.isTextual()) {
            return text(value.asText().substring(start, end));
        }
        if (!value.isArray()) {
            throw arguments.unexpected(0, "Array or String", value);
        }
        ArrayNode part = Values.JSON.arrayNode();
        for (int i = start; i < end; i++) {
            part.add(value.get(i));
        }
        return part;
    }

    private static JsonNode array(JsonNode value) {
        return value.isArray() ? value : Values.JSON.arrayNode().add(value);
    }

    private static JsonNode createObject(Arguments arguments) {
        if (arguments.count() % 2 != 0) {
            throw arguments.wrong("a value is missing for the last key.");
        }
        ObjectNode object = Values.JSON.objectNode();
        for (int i = 0; i < arguments.count(); i += 2) {
            object.set(arguments.text(i), arguments.at(i + 1));
        }
        return object;
    }

    private static JsonNode flatten(Arguments arguments) {
        ArrayNode flat = Values.JSON.arrayNode();
        for (JsonNode inner : arguments.array(0)) {
            if (!inner.isArray()) {
                throw arguments.wrong("every element must be an array.");
            }
            arguments.charge(Values.bytes(inner));
            inner.forEach(flat::add);
        }
        return flat;
    }

    private static JsonNode range(Arguments arguments) {
        long start = arguments.integer(0);
        long count = arguments.integer(1);
        if (count < 0 || count > MOST_OF_RANGE || start + count > Integer.MAX_VALUE) {
            throw arguments.wrong(
                    "the count must be 0 to " + MOST_OF_RANGE + ", and the sum of both must not exceed 2147483647.");
        }
        arguments.charge(count * EvaluationBudget.STEP);
        ArrayNode numbers = Values.JSON.arrayNode();
        for (long i = start; i < start + count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static JsonNode items(Arguments arguments) {
        ArrayNode items = Values.JSON.arrayNode();
        ObjectNode object = arguments.object(0);
        arguments.charge(256L * object.size());
        sorted(object).forEach((key, value) -> items.addObject().put("key", key).set("value", value));
        return items;
    }

    private static JsonNode objectKeys(Arguments arguments) {
        ArrayNode keys = Values.JSON.arrayNode();
        sorted(arguments.object(0)).keySet().forEach(keys::add);
        return keys;
    }

    private static Map<String, JsonNode> sorted(ObjectNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
        return sorted;
    }

    private static JsonNode tryGet(Arguments arguments) {
        JsonNode found = arguments.at(0);
        for (JsonNode key : arguments.from(1)) {
            JsonNode next = key.isIntegralNumber() ? found.get(key.intValue()) : member(found, key, arguments);
            if (next == null) {
                return NullNode.getInstance();
            }
            found = next;
        }
        return found;
    }

    private static JsonNode member(JsonNode of, JsonNode key, Arguments arguments) {
        return of.isObject() ? Values.member(of, arguments.written(key)) : null;
    }

    private static JsonNode fromEnd(Arguments arguments, boolean safe) {
        ArrayNode array = arguments.array(0);
        long index = array.size() - arguments.integer(1);
        if (index >= 0 && index < array.size()) {
            return array.get((int) index);
        }
        if (safe) {
            return NullNode.getInstance();
        }
        throw arguments.wrong("the index is out of bounds.");
    }
}
