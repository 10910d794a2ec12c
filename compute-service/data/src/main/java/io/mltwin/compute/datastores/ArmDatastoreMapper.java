package io.mltwin.compute.datastores;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.compute.datastores.ArmDatastoreBody.Credentials;
import io.mltwin.compute.datastores.ArmDatastoreBody.Properties;
import io.mltwin.compute.datastores.ArmDatastoreBody.Secrets;
import io.mltwin.compute.datastores.Datastore.DatastoreRequest;
import io.mltwin.compute.datastores.Datastore.Shown;
import io.mltwin.compute.datastores.DatastoreCredentials.DatastoreSecret;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Between datastores and ARM's {@code Datastore} (2022-10-01). */
final class ArmDatastoreMapper {

    private static final Set<String> IDENTITIES =
            Set.of("None", Datastore.WORKSPACE_IDENTITY, "WorkspaceUserAssignedIdentity");

    private ArmDatastoreMapper() {}

    static ObjectNode arm(Shown shown, ArmResourceId workspace) {
        Datastore datastore = shown.datastore();
        ArmResourceId id = workspace.child("datastores", datastore.name());
        ObjectNode body = Json.object()
                .put("id", id.toString())
                .put("name", datastore.name())
                .put("type", id.type());
        ObjectNode properties = body.putObject("properties")
                .put("datastoreType", datastore.type().armName())
                .put("isDefault", shown.isDefault());
        putGiven(properties, "description", datastore.description());
        if (datastore.type().hasAccount()) {
            properties
                    .put("accountName", datastore.account())
                    .put(datastore.type().placeField(), datastore.place())
                    .put("endpoint", datastore.endpoint())
                    .put("protocol", datastore.protocol());
        } else {
            properties.put(datastore.type().placeField(), datastore.place());
        }
        properties.put("serviceDataAccessAuthIdentity", datastore.accessIdentity());
        putGiven(properties, "subscriptionId", datastore.subscriptionId());
        putGiven(properties, "resourceGroup", datastore.resourceGroup());
        addCredentials(properties.putObject("credentials"), datastore.credentials());
        properties.set("properties", Json.tree(datastore.properties()));
        properties.set("tags", Json.tree(datastore.tags()));
        return body;
    }

    private static void addCredentials(ObjectNode node, DatastoreCredentials credentials) {
        node.put("credentialsType", credentials.kind().armName());
        putGiven(node, "clientId", credentials.clientId());
        putGiven(node, "tenantId", credentials.tenantId());
        putGiven(node, "authorityUrl", credentials.authorityUrl());
        putGiven(node, "resourceUrl", credentials.resourceUrl());
        putGiven(node, "thumbprint", credentials.thumbprint());
    }

    private static void putGiven(ObjectNode node, String field, String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    /** Returns the request of a client's PUT under this name. */
    static DatastoreRequest given(ArmDatastoreBody body, String name, String usualEndpoint) {
        Properties properties = body.properties();
        invalidRequestContentIf(properties == null, "properties is required.");
        DatastoreType type = DatastoreType.ofArm(properties.datastoreType());
        Credentials credentials = properties.credentials();
        Kind kind = kind(credentials);
        String identity = requireNonNullElse(properties.serviceDataAccessAuthIdentity(), "None");
        invalidRequestContentIf(
                !IDENTITIES.contains(identity), "serviceDataAccessAuthIdentity '%s' is not known.", identity);
        Datastore datastore = new Datastore(
                name,
                type,
                properties.description(),
                texts(properties.tags()),
                texts(properties.properties()),
                type.hasAccount() ? properties.accountName() : null,
                properties.place(type),
                properties.endpoint() == null ? usualEndpoint : properties.endpoint(),
                requireNonNullElse(properties.protocol(), "https"),
                properties.subscriptionId(),
                properties.resourceGroup(),
                identity,
                kind.isPrincipal()
                        ? new DatastoreCredentials(
                                kind,
                                credentials.clientId(),
                                credentials.tenantId(),
                                credentials.authorityUrl(),
                                credentials.resourceUrl(),
                                credentials.thumbprint())
                        : DatastoreCredentials.of(kind));
        return new DatastoreRequest(datastore, secret(kind, credentials));
    }

    private static Kind kind(Credentials credentials) {
        invalidRequestContentIf(credentials == null, "properties.credentials is required.");
        for (Kind kind : Kind.values()) {
            if (AsciiCase.equal(kind.armName(), credentials.credentialsType())) {
                return kind;
            }
        }
        throw invalidRequestContent("properties.credentials.credentialsType must be None, AccountKey, Sas,"
                + " ServicePrincipal or Certificate.");
    }

    private static DatastoreSecret secret(Kind kind, Credentials credentials) {
        Secrets secrets = credentials.secrets();
        if (secrets == null) {
            return null;
        }
        return DatastoreSecret.ofNullable(
                switch (kind) {
                    case NONE -> null;
                    case ACCOUNT_KEY -> secrets.key();
                    case SAS -> secrets.sasToken();
                    case SERVICE_PRINCIPAL -> secrets.clientSecret();
                    case CERTIFICATE -> secrets.certificate();
                });
    }

    private static Map<String, String> texts(Map<String, String> given) {
        return given == null ? Map.of() : new TreeMap<>(given);
    }
}
