package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.inResource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.expressions.Values;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One resource that a template names: an element of a copy loop is one of its own. */
public final class PlannedResource {

    /** The fields of the language about a resource, which its provider does not get. */
    private static final Set<String> OF_THE_LANGUAGE = Set.of(
            "type",
            "apiVersion",
            "name",
            "condition",
            "dependsOn",
            "copy",
            "scope",
            "comments",
            "metadata",
            "resources",
            "existing",
            "resourceGroup",
            "subscriptionId");

    private final Template.Item item;
    private final Template template;
    private final ArmResourceId id;
    private final String fullName;
    private final boolean included;
    private final Evaluation evaluation;
    private final String loop;
    private final int indexInLoop;
    private final Set<PlannedResource> after = new LinkedHashSet<>();

    PlannedResource(
            Template.Item item,
            Template template,
            ArmResourceId id,
            String fullName,
            boolean included,
            Evaluation evaluation,
            String loop,
            int indexInLoop) {
        this.item = item;
        this.template = template;
        this.id = id;
        this.fullName = fullName;
        this.included = included;
        this.evaluation = evaluation;
        this.loop = loop;
        this.indexInLoop = indexInLoop;
    }

    public ArmResourceId id() {
        return id;
    }

    public String apiVersion() {
        return item.source().path("apiVersion").asText();
    }

    /** False when its condition is false: it is not deployed. */
    public boolean isIncluded() {
        return included;
    }

    /** True for one that must be there already and is only looked at. */
    public boolean isExisting() {
        return item.source().path("existing").asBoolean();
    }

    /** Returns the resources that must be deployed before. */
    public Set<PlannedResource> after() {
        return after;
    }

    String symbol() {
        return item.symbol();
    }

    String fullName() {
        return fullName;
    }

    String loop() {
        return loop;
    }

    int indexInLoop() {
        return indexInLoop;
    }

    JsonNode source() {
        return item.source();
    }

    Evaluation evaluation() {
        return evaluation;
    }

    boolean isDeployedHere() {
        return included && !isExisting();
    }

    /** Returns the body that its provider gets, with what deployed resources tell. */
    public JsonNode body(Evaluation.Resources resources) {
        Evaluation inside = evaluation.with(resources).at(ExpressionLocation.RESOURCE_BODY);
        ObjectNode body = Values.JSON.objectNode();
        try {
            for (Map.Entry<String, JsonNode> field : source().properties()) {
                if (OF_THE_LANGUAGE.contains(field.getKey())) {
                    continue;
                }
                boolean nested = NestedDeployments.isDeployment(source())
                        && field.getKey().equals("properties");
                body.set(
                        field.getKey(),
                        nested
                                ? NestedDeployments.properties(source(), template, inside, sameScope())
                                : Evaluator.value(field.getValue(), inside));
            }
        } catch (ExpressionException fault) {
            throw inResource(id.toString(), fault.getMessage());
        }
        return body;
    }

    private boolean sameScope() {
        return id.providerScope().equals(evaluation.context().scope());
    }

    /** Evaluates what can be evaluated before anything is deployed. */
    void preview() {
        Evaluation inside = evaluation.with(Evaluation.Resources.NONE_YET).at(ExpressionLocation.RESOURCE_BODY);
        try {
            for (Map.Entry<String, JsonNode> field : source().properties()) {
                if (OF_THE_LANGUAGE.contains(field.getKey())) {
                    continue;
                }
                if (NestedDeployments.isDeployment(source()) && field.getKey().equals("properties")) {
                    previewNested(field.getValue(), inside);
                } else {
                    Evaluator.preview(field.getValue(), inside);
                }
            }
        } catch (ExpressionException fault) {
            throw inResource(id.toString(), fault.getMessage());
        }
    }

    private void previewNested(JsonNode properties, Evaluation inside) {
        if (NestedDeployments.isInner(source())) {
            Values.written(properties.path("template"), inside.budget());
            Evaluator.preview(properties.path("parameters"), inside);
        } else {
            TemplateReader.read(NestedDeployments.properties(source(), template, inside, sameScope())
                    .path("template"));
        }
    }
}
