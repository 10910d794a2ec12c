package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.workspace.expressions.Expression;
import java.util.Map;

/**
 * {@code then.details} of {@code auditIfNotExists}: which other resource must be there for a
 * resource to comply, and what must hold of it.
 */
public final class ExistenceRule {

    /** Where the other resource is looked for. */
    public enum Scope {
        /** Below the resource, or where it extends it. */
        RESOURCE,
        RESOURCE_GROUP,
        SUBSCRIPTION
    }

    private final String type;
    private final boolean extension;
    private final Expression name;
    private final Scope scope;
    private final Condition condition;

    /**
     * @param extension true for a type that extends other resources
     * @param name null when any resource of the type will do
     * @param condition null when its existence suffices
     */
    ExistenceRule(String type, boolean extension, Expression name, Scope scope, Condition condition) {
        this.type = type;
        this.extension = extension;
        this.name = name;
        this.scope = scope;
        this.condition = condition;
    }

    public String type() {
        return type;
    }

    /** Returns whether resources of the type extend others, and are named by the rule. */
    public boolean isExtension() {
        return extension;
    }

    public Scope scope() {
        return scope;
    }

    /**
     * Returns the name, of a child with the names of its parents: {@code ws1/cpu}; null for any.
     */
    public String name(PolicySubject subject, Map<String, JsonNode> parameters) {
        return name == null
                ? null
                : Evaluation.of(subject, parameters, name::value).asText();
    }

    /** Returns whether a resource of the type and name is one that the rule wants. */
    public boolean accepts(PolicySubject other, Map<String, JsonNode> parameters) {
        return condition == null || Evaluation.of(other, parameters, condition::holds);
    }
}
