package io.mltwin.compute.datastores;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.compute.datastores.Datastore.DatastoreRequest;
import io.mltwin.compute.datastores.Datastore.Shown;
import io.mltwin.compute.datastores.DatastoreBody.AzureDataLakeSection;
import io.mltwin.compute.datastores.DatastoreBody.AzureStorageSection;
import io.mltwin.compute.datastores.DatastoreBody.ClientCredentials;
import io.mltwin.compute.datastores.DatastoreCredentials.DatastoreSecret;
import io.mltwin.compute.datastores.DatastoreCredentials.Kind;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.TreeMap;

/** Between datastores and the v1 data plane's {@code DataStore}. */
final class DatastoreMapper {

    private static final String CLIENT_CREDENTIALS = "ClientCredentials";

    private DatastoreMapper() {}

    static DatastoreBody body(Shown shown) {
        Datastore datastore = shown.datastore();
        return new DatastoreBody(
                datastore.name(),
                datastore.type().v1Name(),
                shown.isBuiltIn(),
                datastore.tags(),
                datastore.type().hasAccount() ? storage(datastore) : null,
                datastore.type().hasAccount() ? null : dataLake(datastore));
    }

    private static AzureStorageSection storage(Datastore datastore) {
        DatastoreCredentials credentials = datastore.credentials();
        return new AzureStorageSection(
                datastore.account(),
                datastore.place(),
                datastore.endpoint(),
                datastore.protocol(),
                credentials.kind().isPrincipal()
                        ? CLIENT_CREDENTIALS
                        : credentials.kind().armName(),
                null,
                null,
                null,
                credentials.kind().isPrincipal()
                        ? new ClientCredentials(
                                credentials.clientId(),
                                credentials.tenantId(),
                                credentials.kind() == Kind.CERTIFICATE,
                                null,
                                credentials.thumbprint(),
                                null,
                                credentials.authorityUrl(),
                                credentials.resourceUrl())
                        : null,
                Datastore.WORKSPACE_IDENTITY.equals(datastore.accessIdentity()),
                datastore.subscriptionId(),
                datastore.resourceGroup());
    }

    private static AzureDataLakeSection dataLake(Datastore datastore) {
        DatastoreCredentials credentials = datastore.credentials();
        return new AzureDataLakeSection(
                datastore.place(),
                credentials.clientId(),
                credentials.tenantId(),
                credentials.kind() == Kind.CERTIFICATE,
                null,
                credentials.thumbprint(),
                null,
                credentials.authorityUrl(),
                credentials.resourceUrl(),
                datastore.subscriptionId(),
                datastore.resourceGroup());
    }

    /**
     * Returns the request of a client.
     *
     * @param name the name in the path, or null when only the body has one
     * @param usualEndpoint suffix of storage accounts where none is given
     */
    static DatastoreRequest given(DatastoreBody body, String name, String usualEndpoint) {
        invalidRequestContentIf(body == null, "The request content must be a DataStore.");
        String named = name == null ? body.name() : name;
        invalidRequestContentIf(
                named == null || body.name() != null && !AsciiCase.equal(body.name(), named),
                "name is required and must be the one of the path.");
        DatastoreType type = DatastoreType.ofV1(body.dataStoreType());
        return type.hasAccount()
                ? ofStorage(named, type, body, usualEndpoint)
                : ofDataLake(named, type, body, usualEndpoint);
    }

    private static DatastoreRequest ofStorage(
            String name, DatastoreType type, DatastoreBody body, String usualEndpoint) {
        AzureStorageSection section = body.azureStorageSection();
        invalidRequestContentIf(section == null, "azureStorageSection is required.");
        ClientCredentials client = section.clientCredentials();
        Kind kind = kind(section);
        DatastoreSecret secret = DatastoreSecret.ofNullable(
                switch (kind) {
                    case NONE -> null;
                    case ACCOUNT_KEY -> first(section.credential(), section.accountKey());
                    case SAS -> first(section.credential(), section.sasToken());
                    case SERVICE_PRINCIPAL -> first(client.clientSecret(), section.credential());
                    case CERTIFICATE -> first(client.certificate(), section.credential());
                });
        return new DatastoreRequest(
                new Datastore(
                        name,
                        type,
                        null,
                        tags(body),
                        Map.of(),
                        section.accountName(),
                        section.containerName(),
                        first(section.endpoint(), usualEndpoint),
                        first(section.protocol(), "https"),
                        section.subscriptionId(),
                        section.resourceGroup(),
                        isTrue(section.areWorkspaceManagedIdentitiesAllowed()) ? Datastore.WORKSPACE_IDENTITY : "None",
                        kind.isPrincipal()
                                ? new DatastoreCredentials(
                                        kind,
                                        client.clientId(),
                                        client.tenantId(),
                                        client.authorityUrl(),
                                        client.resourceUri(),
                                        client.thumbprint())
                                : DatastoreCredentials.of(kind)),
                secret);
    }

    private static DatastoreRequest ofDataLake(
            String name, DatastoreType type, DatastoreBody body, String usualEndpoint) {
        AzureDataLakeSection section = body.azureDataLakeSection();
        invalidRequestContentIf(section == null, "azureDataLakeSection is required.");
        boolean certificate = isTrue(section.isCertAuth());
        Kind kind = section.clientId() == null ? Kind.NONE : certificate ? Kind.CERTIFICATE : Kind.SERVICE_PRINCIPAL;
        return new DatastoreRequest(
                new Datastore(
                        name,
                        type,
                        null,
                        tags(body),
                        Map.of(),
                        null,
                        section.storeName(),
                        usualEndpoint,
                        "https",
                        section.subscriptionId(),
                        section.resourceGroup(),
                        "None",
                        new DatastoreCredentials(
                                kind,
                                section.clientId(),
                                section.tenantId(),
                                section.authorityUrl(),
                                section.resourceUri(),
                                section.thumbprint())),
                kind == Kind.NONE
                        ? null
                        : DatastoreSecret.ofNullable(certificate ? section.certificate() : section.clientSecret()));
    }

    private static Kind kind(AzureStorageSection section) {
        String type = section.credentialType();
        if (type == null) {
            return section.accountKey() != null ? Kind.ACCOUNT_KEY : section.sasToken() != null ? Kind.SAS : Kind.NONE;
        }
        if (AsciiCase.equal(type, CLIENT_CREDENTIALS)) {
            invalidRequestContentIf(
                    section.clientCredentials() == null, "credentialType ClientCredentials needs clientCredentials.");
            return isTrue(section.clientCredentials().isCertAuth()) ? Kind.CERTIFICATE : Kind.SERVICE_PRINCIPAL;
        }
        for (Kind kind : new Kind[] {Kind.NONE, Kind.ACCOUNT_KEY, Kind.SAS}) {
            if (AsciiCase.equal(kind.armName(), type)) {
                return kind;
            }
        }
        throw invalidRequestContent("credentialType must be None, Sas, AccountKey or ClientCredentials.");
    }

    private static Map<String, String> tags(DatastoreBody body) {
        return body.tags() == null ? Map.of() : new TreeMap<>(body.tags());
    }

    private static String first(String given, String otherwise) {
        return isBlank(given) ? otherwise : given;
    }
}
