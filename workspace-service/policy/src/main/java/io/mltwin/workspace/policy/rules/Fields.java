package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.TextCase;
import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the value that a rule's {@code field} stands for: a resource's own parts, a tag, or an alias. */
final class Fields {

    private static final Set<String> OWN =
            Set.of("name", "fullname", "kind", "type", "location", "id", "identity.type", "tags");
    private static final Pattern TAG =
            AsciiCase.pattern("tags(?:\\.(?<dot>.+)|\\['(?<quoted>.+)'\\]|\\[(?<plain>[^']+)\\])");

    private Fields() {}

    /**
     * Values of a field.
     *
     * @param every true for a field with {@code [*]}, which means each element
     */
    record Values(List<JsonNode> values, boolean every) {

        static Values one(JsonNode value) {
            return new Values(List.of(value == null ? MissingNode.getInstance() : value), false);
        }

        JsonNode single() {
            return values.isEmpty() ? MissingNode.getInstance() : values.get(0);
        }
    }

    static boolean isKnown(String field) {
        return OWN.contains(AsciiCase.lower(field)) || TAG.matcher(field).matches() || Aliases.find(field) != null;
    }

    static boolean isLocation(String field) {
        return AsciiCase.equal(field, "location");
    }

    /** Returns the field's values; null when there is no such field in Azure Policy. */
    static Values of(String field, Evaluation evaluation) {
        JsonNode resource = evaluation.subject().resource();
        switch (AsciiCase.lower(field)) {
            case "name", "kind", "type", "location", "id", "tags" -> {
                return Values.one(resource.path(AsciiCase.lower(field)));
            }
            case "fullname" -> {
                return Values.one(TextNode.valueOf(evaluation.subject().fullName()));
            }
            case "identity.type" -> {
                return Values.one(resource.path("identity").path("type"));
            }
            default -> {
                return tagOrAlias(field, evaluation);
            }
        }
    }

    private static Values tagOrAlias(String field, Evaluation evaluation) {
        Matcher tag = TAG.matcher(field);
        if (tag.matches()) {
            String name = first(tag.group("dot"), tag.group("quoted"), tag.group("plain"));
            return Values.one(tag(evaluation.subject().resource(), name.replace("''", "'")));
        }
        Aliases.Alias alias = Aliases.find(field);
        if (alias == null) {
            return null;
        }
        boolean every = alias.path().stream().anyMatch(step -> step.endsWith("[*]"));
        if (!AsciiCase.equal(alias.type(), evaluation.subject().id().type())) {
            return every ? new Values(List.of(), true) : Values.one(null);
        }
        List<JsonNode> found = List.of(evaluation.subject().resource());
        for (int step = 0; step < alias.path().size(); step++) {
            found = descend(found, alias, step, evaluation);
        }
        return new Values(found, every);
    }

    private static List<JsonNode> descend(List<JsonNode> from, Aliases.Alias alias, int step, Evaluation evaluation) {
        String name = alias.path().get(step);
        boolean array = name.endsWith("[*]");
        String property = array ? name.substring(0, name.length() - 3) : name;
        List<JsonNode> next = new ArrayList<>();
        for (JsonNode node : from) {
            JsonNode child = property(node, property);
            if (!array) {
                next.add(child);
                continue;
            }
            Integer element = evaluation.element(alias.nameUpTo(step));
            if (element == null) {
                child.forEach(next::add);
            } else if (element < child.size()) {
                next.add(child.get(element));
            }
        }
        return next;
    }

    /** Exactly as written: what the type's own reader would not take must not count either. */
    private static JsonNode property(JsonNode node, String name) {
        JsonNode child = node.path(name);
        return child.isNull() ? MissingNode.getInstance() : child;
    }

    /** Names of tags ignore case. */
    private static JsonNode tag(JsonNode resource, String name) {
        for (Map.Entry<String, JsonNode> tag : resource.path("tags").properties()) {
            if (TextCase.equal(tag.getKey(), name)) {
                return tag.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (text != null) {
                return text;
            }
        }
        throw new IllegalArgumentException("a tag without a name");
    }
}
