package io.mltwin.compute.environments;

import static io.mltwin.compute.environments.EnvironmentErrors.notFound;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.preparation.CondaSpecification;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Environments as definitions of the v1 data plane, where a version is given by itself. */
@Singleton
record EnvironmentDefinitions(CuratedEnvironments curated, EnvironmentService registered, WorkspaceKeys keys) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** The curated ones, and the newest version of each registered one. */
    List<EnvironmentBody> list(Workspace workspace) {
        return Stream.concat(
                        curated.all().stream().map(EnvironmentBody::of),
                        registered.list(open(workspace)).stream()
                                .flatMap(one -> one.latest().stream())
                                .map(EnvironmentDefinitions::body))
                .toList();
    }

    /**
     * One of them, or 404.
     *
     * @param version null for the newest
     */
    EnvironmentBody get(Workspace workspace, String name, String version) {
        Optional<CuratedEnvironment> one = curated.find(name, version);
        if (one.isPresent()) {
            return EnvironmentBody.of(one.get());
        }
        return registered
                .find(open(workspace), name, version)
                .map(EnvironmentDefinitions::body)
                .orElseThrow(() -> notFound(name));
    }

    /**
     * Registers a definition.
     *
     * @param version null for the next number
     */
    EnvironmentBody register(
            Workspace workspace, String name, String version, EnvironmentDefinitionBody definition, Caller caller) {
        EnvironmentValidator.validate(name, definition);
        EnvironmentContent content = EnvironmentMapper.content(name, definition, caller);
        if (version == null) {
            return body(registered.register(open(workspace), content).environment());
        }
        EnvironmentValidator.validateVersion(version);
        return body(registered.put(open(workspace), version, content).environment());
    }

    private static EnvironmentBody body(RegisteredEnvironment environment) {
        String text = environment.content().definition().condaFile();
        if (text == null) {
            return EnvironmentBody.of(environment, null, List.of());
        }
        try {
            return EnvironmentBody.of(
                    environment,
                    YAML.readTree(text),
                    CondaSpecification.parse("condaFile", text).requirements());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored conda specification is not readable", e);
        }
    }

    private RunHistory open(Workspace workspace) {
        return keys.open(workspace).history();
    }

    /**
     * The definition of a registered version, which never changes.
     *
     * @param condaFile as it was given: YAML, of which JSON is a part
     * @param variables of the v1 data plane; ARM knows none
     */
    record EnvironmentDefinition(
            String image,
            String condaFile,
            String osType,
            JsonNode inferenceConfig,
            boolean isAnonymous,
            Map<String, String> variables,
            String inferencingStackVersion) {

        EnvironmentDefinition {
            variables = Map.copyOf(orEmpty(variables));
        }
    }
}
