package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import io.mltwin.compute.workspaces.V2Api;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/environments} and their versions
 * (2022-10-01): the curated ones, which every workspace has and nobody changes. Registering one's
 * own answers 501.
 */
@Singleton
class EnvironmentProvider implements ArmProvider {

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
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        api.requireOpen(call.id());
        ArmResourceId id = call.id();
        if (call.isList()) {
            ObjectNode page = json.createObjectNode();
            ArrayNode value = page.putArray("value");
            if (AsciiCase.equal(VERSIONS, call.target().collection())) {
                CuratedEnvironment one = require(id, id.name(), null);
                value.add(version(id.child(VERSIONS, one.version()), one));
            } else {
                environments.all().stream()
                        .map(one -> container(id.child("environments", one.name()), one))
                        .forEach(value::add);
            }
            return ArmAnswer.ok(page);
        }
        if (call.isGet()) {
            return ArmAnswer.ok(
                    AsciiCase.equal(id.type(), TYPE)
                            ? container(id, require(id, id.name(), null))
                            : version(id, require(id, id.parent().name(), id.name())));
        }
        throw AzureFault.notBuilt("Registering and changing environments");
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
