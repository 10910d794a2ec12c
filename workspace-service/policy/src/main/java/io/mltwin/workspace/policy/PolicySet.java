package io.mltwin.workspace.policy;

import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidSet;
import static io.mltwin.workspace.policy.rules.PolicyErrors.missingParameters;
import static io.mltwin.workspace.policy.rules.PolicyErrors.undefinedParameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** A policy set definition (initiative), read and checked: policies that are assigned together. */
record PolicySet(
        String id,
        String name,
        SetBody.Properties properties,
        Map<String, ParameterDeclaration> parameters,
        List<Member> members) {

    /**
     * One of its policies.
     *
     * @param given {@code {name: {value}}}, with references to the set's parameters
     */
    record Member(PolicyDefinition definition, String referenceId, JsonNode given) {}

    /**
     * Reads a set.
     *
     * @param definitions finds a definition by its id, or throws
     * @throws io.mltwin.armweb.AzureException 400 when it is malformed, 404 for a policy there is
     *     not
     */
    static PolicySet read(
            String id, String name, SetBody.Properties given, Function<String, PolicyDefinition> definitions) {
        if (given == null || isEmpty(given.policyDefinitions())) {
            throw invalidSet(name, "At least one policy definition must be referenced.");
        }
        Map<String, ParameterDeclaration> parameters = ParameterDeclaration.readAll(given.parameters(), name);
        Set<String> groups = groups(given.policyDefinitionGroups(), name);
        Set<String> references = new HashSet<>();
        List<Member> members = new ArrayList<>();
        for (SetBody.Member one : given.policyDefinitions()) {
            if (one == null || one.policyDefinitionId() == null) {
                throw invalidSet(name, "A policyDefinitionId is missing.");
            }
            Member member = new Member(
                    definitions.apply(one.policyDefinitionId()),
                    reference(one, members.size()),
                    !isGiven(one.parameters()) ? Json.object() : one.parameters());
            if (!references.add(AsciiCase.lower(member.referenceId()))) {
                throw invalidSet(
                        name,
                        "The policyDefinitionReferenceId '" + member.referenceId() + "' is there more than once.");
            }
            for (String group : orEmpty(one.groupNames())) {
                if (!groups.contains(group)) {
                    throw invalidSet(name, "The group '" + group + "' is not in policyDefinitionGroups.");
                }
            }
            check(member, parameters, name);
            members.add(member);
        }
        return new PolicySet(id, name, given, parameters, List.copyOf(members));
    }

    private static Set<String> groups(JsonNode given, String name) {
        Set<String> groups = new HashSet<>();
        if (given != null) {
            for (JsonNode group : given) {
                if (!group.path("name").isTextual()
                        || !groups.add(group.path("name").asText())) {
                    throw invalidSet(name, "Each of policyDefinitionGroups has a name of its own.");
                }
            }
        }
        return groups;
    }

    /** The same whenever the set is read; Azure makes a number up. */
    private static String reference(SetBody.Member one, int place) {
        if (!isBlank(one.policyDefinitionReferenceId())) {
            return one.policyDefinitionReferenceId();
        }
        byte[] seed = (place + AsciiCase.lower(one.policyDefinitionId())).getBytes(StandardCharsets.UTF_8);
        return Long.toUnsignedString(UUID.nameUUIDFromBytes(seed).getMostSignificantBits());
    }

    private static void check(Member member, Map<String, ParameterDeclaration> own, String name) {
        if (!member.given().isObject()) {
            throw invalidSet(name, "'parameters' of a policy is an object.");
        }
        SetParameters.check(member.given(), own, name);
        Map<String, ParameterDeclaration> declared = member.definition().parameters();
        List<String> unknown = new ArrayList<>();
        member.given().fieldNames().forEachRemaining(field -> {
            if (!declared.containsKey(field)) {
                unknown.add(field);
            }
        });
        if (!unknown.isEmpty()) {
            throw undefinedParameters(name, unknown, member.definition().name());
        }
        List<String> missing = new ArrayList<>();
        for (ParameterDeclaration parameter : declared.values()) {
            JsonNode value = parameter.given(member.given());
            if (value.isMissingNode() && parameter.defaultValue() == null) {
                missing.add(parameter.name());
            } else if (!value.isMissingNode() && SetParameters.isLiteral(value)) {
                parameter.check(value, member.definition().name());
            }
        }
        if (!missing.isEmpty()) {
            throw missingParameters(name, missing, member.definition().name());
        }
    }

    /** Returns a policy's parameters for an assignment's values of the set's. */
    JsonNode parametersOf(Member member, JsonNode assigned) {
        return SetParameters.resolve(member.given(), ParameterDeclaration.values(parameters, assigned), name);
    }

    String displayName() {
        return properties.displayName() == null ? name : properties.displayName();
    }

    /** {@code Machine Learning}, or null. */
    String category() {
        JsonNode metadata = properties.metadata();
        return metadata == null || !metadata.path("category").isTextual()
                ? null
                : metadata.path("category").asText();
    }
}
