package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Json;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.EnvironmentDefinitions.EnvironmentDefinition;
import io.mltwin.compute.environments.RegisteredEnvironment.Container;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody.Python;

/** From requests to what is stored of environments, and from there to ARM's bodies. */
final class EnvironmentMapper {

    private EnvironmentMapper() {}

    static EnvironmentContent content(String name, EnvironmentVersionBody body, Caller caller) {
        EnvironmentVersionBody.Properties given = body.properties();
        return content(
                name,
                new EnvironmentContainerBody.Properties(
                        given.description(), given.tags(), given.properties(), given.isArchived()),
                given.stage(),
                caller,
                new EnvironmentDefinition(
                        given.image(),
                        given.condaFile(),
                        "Linux",
                        given.inferenceConfig(),
                        Boolean.TRUE.equals(given.isAnonymous()),
                        null,
                        null));
    }

    static EnvironmentContent content(String name, EnvironmentContainerBody body, Caller caller) {
        return content(name, body.properties(), null, caller, null);
    }

    static EnvironmentContent content(String name, EnvironmentDefinitionBody body, Caller caller) {
        Python python = body.python();
        boolean isSolved = python != null
                && !Boolean.TRUE.equals(python.userManagedDependencies())
                && python.condaDependencies() != null
                && !python.condaDependencies().isNull();
        return content(
                name,
                new EnvironmentContainerBody.Properties(null, null, null, false),
                null,
                caller,
                new EnvironmentDefinition(
                        body.docker() == null ? null : body.docker().baseImage(),
                        isSolved ? Json.write(python.condaDependencies()) : null,
                        "Linux",
                        null,
                        false,
                        body.environmentVariables(),
                        body.inferencingStackVersion()));
    }

    private static EnvironmentContent content(
            String name,
            EnvironmentContainerBody.Properties texts,
            String stage,
            Caller caller,
            EnvironmentDefinition definition) {
        return new EnvironmentContent(
                name,
                texts.description(),
                texts.tags(),
                texts.properties(),
                Boolean.TRUE.equals(texts.isArchived()),
                stage,
                caller.displayName(),
                caller.userPrincipalName() == null ? "Application" : "User",
                definition);
    }

    /** {@code EnvironmentContainer} of a curated environment. */
    static ObjectNode container(ArmResourceId id, CuratedEnvironment environment) {
        ObjectNode properties = Json.object();
        properties
                .put("description", environment.description())
                .put("isArchived", false)
                .put("latestVersion", environment.version())
                .put("nextVersion", (String) null);
        return curated(id, properties);
    }

    /**
     * {@code EnvironmentVersion} of a curated environment; without an image, since there is none.
     */
    static ObjectNode version(ArmResourceId id, CuratedEnvironment environment) {
        ObjectNode properties = Json.object();
        properties
                .put("description", environment.description())
                .put("environmentType", "Curated")
                .put("isAnonymous", false)
                .put("isArchived", false)
                .put("osType", "Linux");
        return curated(id, properties);
    }

    /** {@code EnvironmentContainer}. */
    static ObjectNode container(ArmResourceId id, Container environment) {
        EnvironmentContent content = environment.itself().content();
        ObjectNode properties = Json.object();
        properties
                .put("description", content.description())
                .put("isArchived", content.isArchived())
                .put(
                        "latestVersion",
                        environment.latest().map(RegisteredEnvironment::version).orElse(null))
                .put("nextVersion", environment.nextVersion())
                .put("provisioningState", "Succeeded");
        return own(id, properties, environment.itself());
    }

    /** {@code EnvironmentVersion}. */
    static ObjectNode version(ArmResourceId id, RegisteredEnvironment environment) {
        EnvironmentContent content = environment.content();
        EnvironmentDefinition definition = content.definition();
        ObjectNode properties = Json.object();
        properties
                .put("description", content.description())
                .put("environmentType", "UserCreated")
                .put("isAnonymous", definition.isAnonymous())
                .put("isArchived", content.isArchived())
                .put("osType", definition.osType())
                .put("image", definition.image())
                .put("condaFile", definition.condaFile())
                .put("autoRebuild", "Disabled")
                .put("stage", content.stage())
                .put("provisioningState", "Succeeded");
        properties.set("inferenceConfig", definition.inferenceConfig());
        return own(id, properties, environment);
    }

    private static ObjectNode curated(ArmResourceId id, ObjectNode properties) {
        properties.putObject("properties");
        properties.putObject("tags");
        ObjectNode body = resource(id, properties);
        // curated ones are Microsoft's
        body.putObject("systemData").put("createdBy", "Microsoft").put("createdByType", "Application");
        return body;
    }

    private static ObjectNode own(ArmResourceId id, ObjectNode properties, RegisteredEnvironment environment) {
        EnvironmentContent content = environment.content();
        properties.set("properties", Json.tree(content.properties()));
        properties.set("tags", Json.tree(content.tags()));
        ObjectNode body = resource(id, properties);
        body.putObject("systemData")
                .put("createdAt", environment.created().toString())
                .put("createdBy", content.createdBy())
                .put("createdByType", content.createdByType())
                .put("lastModifiedAt", environment.modified().toString());
        return body;
    }

    private static ObjectNode resource(ArmResourceId id, ObjectNode properties) {
        ObjectNode body =
                Json.object().put("id", id.toString()).put("name", id.name()).put("type", id.type());
        body.set("properties", properties);
        return body;
    }
}
