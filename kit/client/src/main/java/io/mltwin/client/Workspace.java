package io.mltwin.client;

import java.net.URI;

/**
 * A workspace of Azure ML with what Azure makes along with it.
 *
 * @param id in Azure Resource Manager
 * @param keyVault where its vault is
 * @param blobs where its storage account's blobs are
 * @param mlflow what a client of MLflow takes for {@code MLFLOW_TRACKING_URI}
 */
public record Workspace(String id, String name, String region, URI keyVault, URI blobs, URI mlflow) {
    static Workspace of(JsonValue body, PlatformAddress address) {
        String id = body.at("id").requireText("The id of the workspace");
        String region = body.at("location").requireText("The region of the workspace");
        JsonValue properties = body.at("properties");
        return new Workspace(
                id,
                body.at("name").requireText("The name of the workspace"),
                region,
                address.of(AzureService.KEY_VAULT, nameOf(properties, "keyVault")),
                address.of(AzureService.BLOBS, nameOf(properties, "storageAccount")),
                URI.create(address.of(AzureService.TRAINING, region) + "/mlflow/v1.0" + id));
    }

    private static String nameOf(JsonValue properties, String resource) {
        String id = properties.at(resource).requireText("The workspace's " + resource);
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
