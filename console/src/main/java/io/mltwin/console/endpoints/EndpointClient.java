package io.mltwin.console.endpoints;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.console.ml.ModelManagement;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Reads and changes endpoints by Azure Resource Manager, web services by model management, and
 * reads the jobs of batch endpoints.
 */
@Singleton
record EndpointClient(ResourceManager arm, ModelManagement models, AzureClient azure, AzureHosts hosts) {

    private static final int LINES = 500;
    private static final String FRONT_END = "mferp/managementfrontend";

    record LogRequest(String containerType, int tail) {}

    List<EndpointBody> list(MlWorkspace workspace, EndpointKind kind) {
        return arm.list(ResourceManager.path(workspace.workspace().id().armId(), "/" + type(kind)), EndpointBody.class);
    }

    List<EndpointBody.Service> services(MlWorkspace workspace) {
        return models.list(workspace, "/services", EndpointBody.Service.class);
    }

    EndpointBody get(MlWorkspace workspace, EndpointKind kind, String name) {
        return arm.get(ResourceManager.path(id(workspace, kind, name))).as(EndpointBody.class);
    }

    List<EndpointBody.Deployment> deployments(MlWorkspace workspace, EndpointKind kind, String name) {
        return arm.list(ResourceManager.path(id(workspace, kind, name), "/deployments"), EndpointBody.Deployment.class);
    }

    /** Returns the jobs of a batch endpoint, of which Azure ML's own front end has the list. */
    List<EndpointBody.Job> jobs(MlWorkspace workspace, String name) {
        return azure.get(
                        hosts.machineLearning(workspace.region()),
                        workspace.path(
                                FRONT_END,
                                "/batchEndpoints/"
                                        + UriEncoding.encodePathSegment(name)
                                        + "/jobs?api-version=2020-09-01-dataplanepreview"))
                .as(EndpointBody.Jobs.class)
                .value();
    }

    EndpointBody.Service service(MlWorkspace workspace, String name) {
        return models.get(workspace, service(name)).as(EndpointBody.Service.class);
    }

    /**
     * Gives an online endpoint other traffic: PUTs what it is with these percents.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    void setTraffic(MlWorkspace workspace, String name, Map<String, Integer> percents) {
        String path = ResourceManager.path(id(workspace, EndpointKind.ONLINE, name));
        JsonNode endpoint = arm.get(path).json();
        ObjectNode traffic = ((ObjectNode) endpoint.get("properties")).putObject("traffic");
        percents.forEach(traffic::put);
        arm.send("PUT", path, endpoint).orFault();
    }

    EndpointBody.Keys keys(MlWorkspace workspace, EndpointKind kind, String name) {
        return kind == EndpointKind.SERVICE
                ? models.post(workspace, service(name) + "/listkeys").as(EndpointBody.Keys.class)
                : act(workspace, kind, name, "/listKeys", EndpointBody.Keys.class);
    }

    EndpointBody.Token token(MlWorkspace workspace, EndpointKind kind, String name) {
        return kind == EndpointKind.SERVICE
                ? models.post(workspace, service(name) + "/token").as(EndpointBody.Token.class)
                : act(workspace, kind, name, "/token", EndpointBody.Token.class);
    }

    /**
     * Returns the last lines that a container has printed.
     *
     * @param deployment of an endpoint; ignored for a web service
     */
    String log(MlWorkspace workspace, EndpointKind kind, String name, String deployment) {
        if (kind == EndpointKind.SERVICE) {
            return models.get(workspace, service(name) + "/logs?tail=" + LINES)
                    .as(EndpointBody.Log.class)
                    .content();
        }
        ArmResourceId id = id(workspace, kind, name).child("deployments", deployment);
        return arm.send("POST", ResourceManager.path(id, "/getLogs"), new LogRequest("InferenceServer", LINES))
                .orFault()
                .as(EndpointBody.Log.class)
                .content();
    }

    private <T> T act(MlWorkspace workspace, EndpointKind kind, String name, String action, Class<T> type) {
        return arm.send("POST", ResourceManager.path(id(workspace, kind, name), action))
                .orFault()
                .as(type);
    }

    private static ArmResourceId id(MlWorkspace workspace, EndpointKind kind, String name) {
        return workspace.workspace().id().armId().child(type(kind), name);
    }

    private static String type(EndpointKind kind) {
        return kind == EndpointKind.BATCH ? "batchEndpoints" : "onlineEndpoints";
    }

    private static String service(String name) {
        return "/services/" + UriEncoding.encodePathSegment(name);
    }
}
