package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;
import static io.mltwin.workspace.deployments.template.TemplateErrors.twice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns the resources of a template into single ones with ids: conditions, loops, children. */
final class Planner {

    private static final int MOST_RESOURCES = 800;

    private final Template template;
    private final List<PlannedResource> planned = new ArrayList<>();

    private Planner(Template template) {
        this.template = template;
    }

    /** All of them, also those whose condition is false. */
    static List<PlannedResource> plan(Template template, Evaluation head) {
        Planner planner = new Planner(template);
        template.resources().forEach(item -> planner.expand(item, head, null));
        planner.refuseDuplicates();
        return planner.planned;
    }

    private record Parent(String type, String name) {}

    private void expand(Template.Item item, Evaluation head, Parent parent) {
        JsonNode copy = item.source().path("copy");
        if (!item.source().has("copy")) {
            add(item, head, parent, null, 0);
            return;
        }
        String loop = copy.path("name").asText();
        int count = inResource(item, () -> Evaluator.count(copy.path("count"), loop, head));
        for (int i = 0; i < count; i++) {
            add(item, head.inLoop(loop, i), parent, loop, i);
        }
    }

    private void add(Template.Item item, Evaluation head, Parent parent, String loop, int index) {
        TemplateErrors.requireFew("resources", planned.size() + 1, MOST_RESOURCES);
        JsonNode source = item.source();
        boolean included = inResource(item, () -> condition(source, head));
        String type = qualified(
                parent == null ? null : parent.type(), source.path("type").asText());
        String given = inResource(item, () -> ResourceNames.text(source, "name", head));
        String name =
                parent != null && !source.path("type").asText().contains(".") ? parent.name() + "/" + given : given;
        ArmResourceId id = inResource(item, () -> id(source, type, name, head, included));
        planned.add(new PlannedResource(item, template, id, name, included, head, loop, index));
        for (JsonNode child : source.path("resources")) {
            expand(new Template.Item(null, child), head, new Parent(type, name));
        }
    }

    /** Where one that is not deployed would lie need not be sayable. */
    private static ArmResourceId id(JsonNode source, String type, String name, Evaluation head, boolean included) {
        if (included) {
            return ResourceNames.id(source, type, name, head);
        }
        ObjectNode plain = ((ObjectNode) source).deepCopy();
        plain.remove(List.of("scope", "subscriptionId", "resourceGroup"));
        return ResourceNames.id(plain, type, name, head);
    }

    private static String qualified(String parentType, String type) {
        return parentType == null || type.contains(".") ? type : parentType + "/" + type;
    }

    private static boolean condition(JsonNode source, Evaluation head) {
        if (!source.has("condition")) {
            return true;
        }
        JsonNode value = Evaluator.value(source.path("condition"), head);
        if (!value.isBoolean()) {
            throw invalid(
                    "The condition of the template resource '%s' is not valid: it must be a boolean. Please see"
                            + " https://aka.ms/arm-syntax-resources for usage details.",
                    source.path("name").asText());
        }
        return value.booleanValue();
    }

    private void refuseDuplicates() {
        Set<String> ids = new HashSet<>();
        for (PlannedResource resource : planned) {
            if (resource.isIncluded() && !ids.add(resource.id().key())) {
                throw twice(resource.id().type() + "/" + resource.fullName());
            }
        }
    }

    private interface Evaluated<T> {
        T get();
    }

    private static <T> T inResource(Template.Item item, Evaluated<T> part) {
        try {
            return part.get();
        } catch (ExpressionException fault) {
            throw TemplateErrors.inResource(item.source().path("name").asText(), fault.getMessage());
        }
    }
}
