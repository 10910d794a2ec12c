package io.mltwin.client;

/**
 * A user-assigned managed identity. As in Azure it has no credential: it signs in where it is assigned, such as on a
 * compute cluster or an endpoint.
 *
 * @param id in Azure Resource Manager, by which it is assigned
 * @param objectId which role assignments name
 */
public record ManagedIdentity(String id, String clientId, String objectId) {
    static ManagedIdentity of(JsonValue body) {
        JsonValue properties = body.at("properties");
        return new ManagedIdentity(
                body.at("id").requireText("The id of the identity"),
                properties.at("clientId").requireText("The identity's client id"),
                properties.at("principalId").requireText("The identity's object id"));
    }
}
