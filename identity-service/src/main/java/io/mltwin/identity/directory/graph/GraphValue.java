package io.mltwin.identity.directory.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.TextCase;
import io.mltwin.odatafilter.FilterExpression.FilterValue;

/**
 * A value that a {@code $filter} compares with.
 *
 * @param text null for {@code null} and for a truth value
 * @param truth null unless {@code true} or {@code false}
 */
record GraphValue(String text, Boolean truth) {

    /** Without quotes: a truth value, {@code null}, or the text of an id or a time. */
    static GraphValue of(FilterValue value) {
        return switch (value.isQuoted() ? "" : value.text()) {
            case "true" -> new GraphValue(null, true);
            case "false" -> new GraphValue(null, false);
            case "null" -> new GraphValue(null, null);
            default -> new GraphValue(value.text(), null);
        };
    }

    boolean equalTo(JsonNode node) {
        if (truth != null) {
            requireSameKind(node.isBoolean() || isNothing(node));
            return node.isBoolean() && node.asBoolean() == truth;
        }
        if (text == null) {
            return isNothing(node);
        }
        requireSameKind(!node.isBoolean() && !node.isContainerNode());
        return node.isTextual() && TextCase.equal(node.asText(), text);
    }

    /** Returns how the node compares with this value; below it when it has none. */
    int compare(JsonNode node) {
        requireSameKind(text != null && (node.isTextual() || isNothing(node)));
        return node.isTextual() ? TextCase.lower(node.asText()).compareTo(TextCase.lower(text)) : -1;
    }

    boolean isBelow(JsonNode node, boolean orEqual) {
        int order = compare(node);
        return node.isTextual() && (order < 0 || orEqual && order == 0);
    }

    private static boolean isNothing(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }

    private static void requireSameKind(boolean same) {
        if (!same) {
            throw GraphFilter.invalid("a binary operator with incompatible types was detected.");
        }
    }
}
