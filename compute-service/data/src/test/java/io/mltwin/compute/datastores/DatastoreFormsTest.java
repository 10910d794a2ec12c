package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.datastores.Datastore.DatastoreRequest;
import io.mltwin.compute.datastores.Datastore.Shown;
import io.mltwin.compute.datastores.DatastoreKeys.ConnectionString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Both wire forms of a datastore: what is taken, what is refused, and that no answer has a secret.
 */
class DatastoreFormsTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final ArmResourceId WORKSPACE = ArmResourceId.parse(
            "/subscriptions/s/resourceGroups/rg1/providers/Microsoft.MachineLearningServices/workspaces/ws1");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "none",
            value = {
                "{'dataStoreType':'AzureBlob','azureStorageSection':{'accountName':'acct','containerName':'data','credentialType':'AccountKey','credential':'s3'}}|AccountKey|s3",
                "{'dataStoreType':'azureblob','azureStorageSection':{'accountName':'acct','containerName':'data','accountKey':'s3'}}|AccountKey|s3",
                "{'dataStoreType':'AzureFile','azureStorageSection':{'accountName':'acct','containerName':'share','sasToken':'sv=1&sig=s3'}}|Sas|sv=1&sig=s3",
                "{'dataStoreType':'AzureBlob','azureStorageSection':{'accountName':'acct','containerName':'data'}}|None|none",
                "{'dataStoreType':'AzureDataLakeGen2','azureStorageSection':{'accountName':'acct','containerName':'fs1','credentialType':'ClientCredentials','clientCredentials':{'clientId':'c','tenantId':'t','clientSecret':'s3'}}}|ServicePrincipal|s3",
                "{'dataStoreType':'AzureBlob','azureStorageSection':{'accountName':'acct','containerName':'data','credentialType':'ClientCredentials','clientCredentials':{'clientId':'c','tenantId':'t','isCertAuth':true,'certificate':'s3','thumbprint':'p'}}}|Certificate|s3",
                "{'dataStoreType':'AzureDataLake','azureDataLakeSection':{'storeName':'lake','clientId':'c','tenantId':'t','clientSecret':'s3'}}|ServicePrincipal|s3",
                "{'dataStoreType':'AzureDataLake','azureDataLakeSection':{'storeName':'lake'}}|None|none"
            })
    void theV1FormIsTakenAndShownWithoutItsSecret(String body, String kind, String secret) throws Exception {
        // When
        DatastoreRequest given = v1(body);

        // Then
        DatastoreValidator.validate(given.datastore());
        assertThat(given.datastore().credentials().kind().armName()).isEqualTo(kind);
        assertThat(given.secret() == null ? null : given.secret().value()).isEqualTo(secret);
        String shown = JSON.writeValueAsString(DatastoreMapper.body(new Shown(given.datastore(), false)));
        String stored = JSON.writeValueAsString(given.datastore());
        assertThat(shown + stored + given + given.datastore()).doesNotContain("s3");
        if (secret != null) {
            String kept = ConnectionString.of(given.datastore(), given.secret());
            assertThat(ConnectionString.secret(given.datastore().credentials().kind(), kept)
                            .value())
                    .isEqualTo(secret);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            nullValues = "none",
            value = {
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'AccountKey','secrets':{'secretsType':'AccountKey','key':'s3'}}}|AccountKey|s3",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'Sas','secrets':{'sasToken':'s3'}}}|Sas|s3",
                "{'datastoreType':'AzureFile','accountName':'acct','fileShareName':'share','credentials':{'credentialsType':'AccountKey','secrets':{'key':'s3'}}}|AccountKey|s3",
                "{'datastoreType':'AzureDataLakeGen2','accountName':'acct','filesystem':'fs1','credentials':{'credentialsType':'ServicePrincipal','clientId':'c','tenantId':'t','secrets':{'clientSecret':'s3'}}}|ServicePrincipal|s3",
                "{'datastoreType':'AzureDataLakeGen1','storeName':'lake','credentials':{'credentialsType':'Certificate','clientId':'c','tenantId':'t','thumbprint':'p','secrets':{'certificate':'s3'}}}|Certificate|s3",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'None'}}|None|none"
            })
    void armsFormIsTakenAndShownWithoutItsSecret(String properties, String kind, String secret) throws Exception {
        DatastoreRequest given = arm(properties);

        DatastoreValidator.validate(given.datastore());
        assertThat(given.secret() == null ? null : given.secret().value()).isEqualTo(secret);
        JsonNode shown = ArmDatastoreMapper.arm(new Shown(given.datastore(), true), WORKSPACE);
        assertThat(shown.at("/properties/credentials/credentialsType").asText()).isEqualTo(kind);
        assertThat(shown.at("/properties/isDefault").asBoolean()).isTrue();
        assertThat(shown.toString() + given).doesNotContain("s3");
        assertThat(shown.path("id").asText()).isEqualTo(WORKSPACE + "/datastores/ds1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|400",
                "{'datastoreType':'Attic'}|400",
                "{'datastoreType':'AzureSqlDatabase'}|501",
                "{'datastoreType':'AzurePostgreSql'}|501",
                "{'datastoreType':'Hdfs'}|501",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data'}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'Magic'}}|400",
                "{'datastoreType':'AzureBlob','containerName':'data','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','fileShareName':'data','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'ACCT;x','containerName':'data','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'a/b','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','endpoint':'evil/path','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','protocol':'http','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','serviceDataAccessAuthIdentity':'Me','credentials':{'credentialsType':'None'}}|400",
                "{'datastoreType':'AzureDataLakeGen2','accountName':'acct','filesystem':'fs1','credentials':{'credentialsType':'AccountKey'}}|400",
                "{'datastoreType':'AzureFile','accountName':'acct','fileShareName':'s1','credentials':{'credentialsType':'ServicePrincipal','clientId':'c','tenantId':'t'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'ServicePrincipal','clientId':'c'}}|400",
                "{'datastoreType':'AzureBlob','accountName':'acct','containerName':'data','credentials':{'credentialsType':'Certificate','clientId':'c','tenantId':'t'}}|400"
            })
    void whatIsNoDatastoreIsRefused(String properties, int status) {
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> DatastoreValidator.validate(arm(properties).datastore()));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
    }

    private static DatastoreRequest v1(String body) throws Exception {
        return DatastoreMapper.given(
                Json.read(body.replace('\'', '"'), DatastoreBody.class), "ds1", "core.mltwin.localhost:8442");
    }

    private static DatastoreRequest arm(String properties) throws Exception {
        return ArmDatastoreMapper.given(
                Json.read(("{'properties':" + properties + "}").replace('\'', '"'), ArmDatastoreBody.class),
                "ds1",
                "core.mltwin.localhost:8442");
    }
}
