package io.mltwin.workspace.policy;

import static io.mltwin.armweb.ArmErrors.invalidResourceNameIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidAssignment;
import static io.mltwin.workspace.policy.rules.PolicyErrors.missingParameters;
import static io.mltwin.workspace.policy.rules.PolicyErrors.undefinedParameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.policy.rules.PolicyErrors;
import io.mltwin.workspace.policy.rules.PolicySubject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates a policy assignment. */
final class AssignmentValidator {

    private static final Pattern NAME = Pattern.compile("[^<>*%&:\\\\?.+/\\p{Cntrl}]{1,128}");
    private static final List<String> MODES = List.of("Default", "DoNotEnforce");

    /** The rules of a body alone; their errors name the assignment. */
    private static final Rules<AssignmentBody> RULES = Rules.of(
                    AssignmentBody.class, "", PolicyErrors::invalidAssignment)
            .requiredAs("", "properties.policyDefinitionId is missing.", "properties.policyDefinitionId")
            .notBuiltIfAsked(
                    "properties.%s of policy assignments", "properties.resourceSelectors", "properties.overrides")
            .notBuiltIfAsked("A policy assignment's identity, which only remediating effects need,", "identity.type");

    private AssignmentValidator() {}

    static void validate(ArmResourceId id, AssignmentBody body) {
        invalidResourceNameIf(
                !NAME.matcher(id.name()).matches() || id.name().endsWith(" "),
                id.name(),
                "a policy assignment has 1 to 128 characters, none of <>*%&:\\?.+/ among them.");
        RULES.checkAt(id.name(), body);
        AssignmentBody.Properties given = body.properties();
        if (given.scope() != null && !ArmResourceId.parse(given.scope()).equals(id.providerScope())) {
            throw invalidAssignment(id.name(), "properties.scope is another scope than that of the request.");
        }
        for (String notScope : orEmpty(given.notScopes())) {
            if (notScope == null
                    || !ArmResourceId.parse(notScope).withAncestors().contains(id.providerScope())) {
                throw invalidAssignment(
                        id.name(), "the excluded scope '" + notScope + "' does not lie below its scope.");
            }
        }
    }

    static String enforcementMode(ArmResourceId id, AssignmentBody.Properties given) {
        if (given.enforcementMode() == null) {
            return "Default";
        }
        return MODES.stream()
                .filter(AsciiCase.equalTo(given.enforcementMode()))
                .findFirst()
                .orElseThrow(
                        () -> invalidAssignment(id.name(), "properties.enforcementMode is Default or DoNotEnforce."));
    }

    static JsonNode parameters(JsonNode given) {
        return !isGiven(given) ? Json.object() : given;
    }

    /**
     * Every parameter that is given is declared, every declared one has a value that it may have.
     */
    static void validateParameters(ArmResourceId id, AssignmentBody.Properties given, PolicyDefinition definition) {
        validateParameters(id, given.parameters(), definition);
    }

    /** Of a set, and of each of its policies with what comes of it. */
    static void validateParameters(ArmResourceId id, AssignmentBody.Properties given, PolicySet set) {
        validateParameters(id, given.parameters(), set.parameters(), set.name());
        for (PolicySet.Member member : set.members()) {
            validateParameters(id, set.parametersOf(member, given.parameters()), member.definition());
        }
    }

    private static void validateParameters(ArmResourceId id, JsonNode parameters, PolicyDefinition definition) {
        validateParameters(id, parameters, definition.parameters(), definition.name());
        tryOut(id, definition, definition.values(parameters));
    }

    private static void validateParameters(
            ArmResourceId id, JsonNode parameters, Map<String, ParameterDeclaration> declared, String definition) {
        if (isGiven(parameters) && !parameters.isObject()) {
            throw invalidAssignment(id.name(), "properties.parameters is no object.");
        }
        List<String> unknown = new ArrayList<>();
        if (parameters != null) {
            for (Map.Entry<String, JsonNode> field : parameters.properties()) {
                if (!declared.containsKey(field.getKey())) {
                    unknown.add(field.getKey());
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw undefinedParameters(id.name(), unknown, definition);
        }
        List<String> missing = new ArrayList<>();
        for (ParameterDeclaration parameter : declared.values()) {
            JsonNode value = parameter.given(parameters);
            if (!value.isMissingNode()) {
                parameter.check(value, definition);
            } else if (parameter.defaultValue() == null) {
                missing.add(parameter.name());
            }
        }
        if (!missing.isEmpty()) {
            throw missingParameters(id.name(), missing, definition);
        }
    }

    /**
     * A rule whose fields depend on its parameters is tried once, so that a wrong one shows now.
     */
    private static void tryOut(ArmResourceId id, PolicyDefinition definition, Map<String, JsonNode> values) {
        definition.rule().effect(values);
        definition.rule().judge(PolicySubject.ofPut(id.providerScope(), null, () -> null), values);
    }
}
