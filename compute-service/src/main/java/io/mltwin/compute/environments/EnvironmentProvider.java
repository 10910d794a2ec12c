package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/environments} and their versions
 * (2022-10-01): the curated ones, which every workspace has and nobody changes. Registering one's
 * own answers 501.
 */
@Singleton
class EnvironmentProvider implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/environments";
    private static final String VERSIONS = "versions";

    private final V2Api api;
    private final CuratedEnvironments environments;
    private final ObjectMapper json;

    EnvironmentProvider(V2Api api, CuratedEnvironments environments, ObjectMapper json) {
        this.api = api;
        this.environments = environments;
        this.json = json;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(TYPE)
                        .require(call -> api.requireOpen(call.id()))
                        .get(
                                call ->
                                        container(
                                                call.id(),
                                                require(call.id(), call.id().name(), null)))
                        .list(call -> list(call.id()))
                        .notBuilt(Verb.PUT, Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build(),
                ResourceType.named(TYPE + "/" + VERSIONS)
                        .require(call -> api.requireOpen(call.id()))
                        .get(call -> getVersion(call.id()))
                        .list(call -> listVersions(call.id()))
                        .notBuilt(Verb.PUT, Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build());
    }

    private List<ObjectNode> list(ArmResourceId workspace) {
        return environments.all().stream()
                .map(one -> container(workspace.child("environments", one.name()), one))
                .toList();
    }

    private ObjectNode getVersion(ArmResourceId id) {
        return version(id, require(id, id.parent().name(), id.name()));
    }

    /** There is one version of each. */
    private List<ObjectNode> listVersions(ArmResourceId environment) {
        CuratedEnvironment one = require(environment, environment.name(), null);
        return List.of(version(environment.child(VERSIONS, one.version()), one));
    }

    private CuratedEnvironment require(ArmResourceId id, String name, String version) {
        return environments.find(name, version).orElseThrow(() -> ArmErrors.resourceNotFound(id));
    }

    /** {@code EnvironmentContainer}. */
    private ObjectNode container(ArmResourceId id, CuratedEnvironment environment) {
        ObjectNode properties = json.createObjectNode();
        properties
                .put("description", environment.description())
                .put("isArchived", false)
                .put("latestVersion", environment.version())
                .put("nextVersion", (String) null);
        return resource(id, properties);
    }

    /** {@code EnvironmentVersion}; without an image, since there is none. */
    private ObjectNode version(ArmResourceId id, CuratedEnvironment environment) {
        ObjectNode properties = json.createObjectNode();
        properties
                .put("description", environment.description())
                .put("environmentType", "Curated")
                .put("isAnonymous", false)
                .put("isArchived", false)
                .put("osType", "Linux");
        return resource(id, properties);
    }

    private ObjectNode resource(ArmResourceId id, ObjectNode properties) {
        properties.putObject("properties");
        properties.putObject("tags");
        ObjectNode body =
                json.createObjectNode()
                        .put("id", id.toString())
                        .put("name", id.name())
                        .put("type", id.type());
        body.set("properties", properties);
        // curated ones are Microsoft's
        body.putObject("systemData")
                .put("createdBy", "Microsoft")
                .put("createdByType", "Application");
        return body;
    }
}
