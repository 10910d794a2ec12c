package io.mltwin.compute.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code, data and components as Azure Resource Manager asks for them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AssetResourceTest {

    private static final String CODE =
            "{'properties':{'codeUri':'%s','isAnonymous':%s,'properties':{'hash_sha256':'%s','hash_version':'202208'}}}";
    private static final String DATA =
            "{'properties':{'dataType':'uri_folder','dataUri':'%s','tags':{'team':'%s'}}}";
    private static final String COMPONENT =
            """
            {'properties':{'isAnonymous':false,'properties':{'client_component_hash':'h1'},'componentSpec':{
            '$schema':'https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json',
            'type':'command','name':'train','version':'1','display_name':'%s',
            'command':'%s','environment':'azureml:AzureML-Python-3-Stdlib:1',
            'inputs':{'rate':{'type':'number','default':'0.1'},'data':{'type':'uri_folder'}},
            'outputs':{'model':{'type':'custom_model'}}}}}
            """;

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestCalls calls;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;

    private TestWorkspace workspace;
    private TestBlobs blobs;
    private AssertedArm arm;

    @BeforeEach
    void aWorkspace() {
        workspace = new TestWorkspace(calls);
        blobs = new TestBlobs(calls, workspace.container(), workspace.workspaceId() + "-");
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
    }

    private ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, workspace.id() + rest, body);
    }

    private String folder(String name) {
        return "https://"
                + workspace.account()
                + ".blob."
                + core()
                + "/"
                + workspace.container()
                + "/LocalUpload/"
                + name;
    }

    /** The suffix of storage accounts, in which the port may be missing. */
    private String core() {
        return service.host("core").replaceFirst(":[0-9]+$", "");
    }

    private String code(String folder, String hash) {
        return CODE.formatted(folder(folder), true, hash);
    }

    @Test
    void codeIsThereWithItsFirstVersionAndStaysWhatItIs() {
        // When
        ValidatableResponse made = send("PUT", "/codes/c1/versions/1", code("a", "h1"));

        // Then
        made.statusCode(201)
                .body("name", equalTo("1"))
                .body(
                        "type",
                        equalTo("Microsoft.MachineLearningServices/workspaces/codes/versions"))
                .body("properties.codeUri", equalTo(folder("a")))
                .body("properties.isAnonymous", equalTo(true))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("properties.properties.hash_sha256", equalTo("h1"))
                .body("properties.tags", notNullValue())
                .body("systemData.createdAt", notNullValue());
        send("PUT", "/codes/c1/versions/1", code("a", "h1")).statusCode(200);
        send("PUT", "/codes/c1/versions/1", code("b", "h1"))
                .statusCode(409)
                .body("error.code", equalTo("UserError"))
                .body("error.message", startsWith("Asset paths cannot be updated."));
        send("GET", "/codes/C1/versions/1", null)
                .statusCode(200)
                .body("properties.codeUri", equalTo(folder("a")));
        send("GET", "/codes", null).statusCode(200).body("value", empty());
    }

    @Test
    void scoringServiceIsToldWhereCodeLiesAndWhatASizeHas() {
        // Given
        send("PUT", "/codes/c1/versions/1", code("a", "h1")).statusCode(201);
        String scoring = issuer.service("scoring", "compute").sign();
        String codes = "/_internal/codes?workspace=" + workspace.id() + "&name=";

        // When, Then
        lookUp(scoring, codes + "C1&version=1")
                .statusCode(200)
                .body("container", equalTo(workspace.container()))
                .body("path", equalTo("LocalUpload/a"));
        lookUp(scoring, codes + "c1").statusCode(200);
        lookUp(scoring, codes + "c1&version=2").statusCode(404);
        lookUp(scoring, codes + "c2").statusCode(404);
        lookUp(scoring, "/_internal/vm-sizes?name=standard_ds3_v2")
                .statusCode(200)
                .body("gpus", equalTo(0));
        lookUp(scoring, "/_internal/vm-sizes?name=none").statusCode(404);
        String telemetry = issuer.service("telemetry", "compute").sign();
        lookUp(telemetry, codes + "c1").statusCode(403);
        lookUp(telemetry, "/_internal/vm-sizes?name=Standard_DS3_v2").statusCode(403);
    }

    private ValidatableResponse lookUp(String bearer, String uri) {
        return service.given().header("Authorization", "Bearer " + bearer).get(uri).then();
    }

    @Test
    void codeIsFoundByItsContentUnderAnyName() {
        // Given
        send("PUT", "/codes/c1/versions/1", code("a", "h1")).statusCode(201);
        send("PUT", "/codes/c2/versions/1", code("b", "h2")).statusCode(201);

        // When
        ValidatableResponse found =
                send("GET", "/codes/c3/versions?hash=h2&hashVersion=202208", null);

        // Then
        found.statusCode(200).body("value.id", contains(workspace.id() + "/codes/c2/versions/1"));
        send("GET", "/codes/c3/versions?hash=h3&hashVersion=202208", null)
                .statusCode(200)
                .body("value", empty());
    }

    @Test
    void anUploadGetsAContainerOfItsOwn() {
        // When
        ValidatableResponse started =
                send(
                        "POST",
                        "/codes/c1/versions/1/startPendingUpload",
                        "{'pendingUploadType':'TemporaryBlobReference'}");

        // Then
        String uri =
                started.statusCode(200)
                        .body("pendingUploadType", equalTo("TemporaryBlobReference"))
                        .body(
                                "blobReferenceForConsumption.credential.credentialType",
                                equalTo("SAS"))
                        .body(
                                "blobReferenceForConsumption.credential.sasUri",
                                containsString("sig="))
                        .extract()
                        .path("blobReferenceForConsumption.blobUri");
        assertThat(uri)
                .startsWith("https://" + workspace.account() + ".blob.")
                .contains("/" + workspace.workspaceId() + "-");
        assertThat(blobs.written()).containsExactly(uri.substring(uri.lastIndexOf('/') + 1));
    }

    @Test
    void noContainerIsLeftWhereTheVaultRefuses() {
        // Given
        calls.answer(
                "keyvault",
                "GET",
                "/secrets/aml-" + workspace.workspaceId() + "-storage-connection",
                PeerAnswer.error(403, "Forbidden", "no access policy"));

        // When
        ValidatableResponse refused = send("POST", "/codes/c1/versions/1/startPendingUpload", "{}");

        // Then
        refused.statusCode(502).body("error.code", equalTo("KeyVaultError"));
        assertThat(blobs.written()).isEmpty();
    }

    @Test
    void dataIsNumberedAndShownInTheLongForm() {
        // Given
        send("GET", "/data/d1", null).statusCode(404);
        String place = "azureml://datastores/workspaceblobstore/paths/LocalUpload/x/data/";

        // When
        ValidatableResponse made = send("PUT", "/data/d1/versions/1", DATA.formatted(place, "red"));

        // Then
        made.statusCode(201)
                .body("properties.dataUri", equalTo(workspace.place("LocalUpload/x/data/")));
        send("GET", "/data/d1", null)
                .statusCode(200)
                .body("properties.latestVersion", equalTo("1"))
                .body("properties.nextVersion", equalTo("2"))
                .body("properties.dataType", equalTo("uri_folder"));
        send("PUT", "/data/d1/versions/7", DATA.formatted(place, "blue")).statusCode(201);
        send("PUT", "/data/d1/versions/first", DATA.formatted(place, "blue")).statusCode(201);
        send("GET", "/data/d1", null)
                .body("properties.latestVersion", equalTo("first"))
                .body("properties.nextVersion", equalTo("8"));
        send("GET", "/data/d1/versions", null).body("value.name", contains("first", "7", "1"));
        send("GET", "/data/d1/versions?$orderBy=createdtime%20asc&$top=2", null)
                .body("value.name", contains("1", "7"))
                .body("nextLink", containsString("skip=2"));
        send("GET", "/data/d1/versions?$orderBy=createdtime%20asc&$top=2&$skip=2", null)
                .body("value.name", contains("first"))
                .body("nextLink", nullValue());
        send("GET", "/data/d1/versions?$tags=team=red", null).body("value.name", contains("1"));
        send("GET", "/data", null).body("value.name", contains("d1"));
    }

    @Test
    void aVersionIsArchivedAndDeletedByItself() {
        // Given
        String place = "azureml://datastores/workspaceblobstore/paths/x";
        send("PUT", "/data/d1/versions/1", DATA.formatted(place, "a")).statusCode(201);
        send("PUT", "/data/d1/versions/2", DATA.formatted(place, "a")).statusCode(201);

        // When
        send(
                        "PUT",
                        "/data/d1/versions/2",
                        "{'properties':{'dataType':'uri_folder','dataUri':'%s','isArchived':true}}"
                                .formatted(place))
                .statusCode(200);

        // Then
        send("GET", "/data/d1/versions", null).body("value.name", contains("1"));
        send("GET", "/data/d1/versions?listViewType=ArchivedOnly", null)
                .body("value.name", contains("2"));
        send("GET", "/data/d1/versions?listViewType=All", null)
                .body("value.name", contains("2", "1"));
        send("GET", "/data/d1", null).body("properties.latestVersion", equalTo("1"));
        send("DELETE", "/data/d1/versions/2", null).statusCode(200);
        send("DELETE", "/data/d1/versions/2", null).statusCode(204);
        send("GET", "/data/d1", null).body("properties.nextVersion", equalTo("2"));
        send("DELETE", "/data/d1", null).statusCode(200);
        send("DELETE", "/data/d1", null).statusCode(204);
        send("GET", "/data/d1/versions/1", null).statusCode(404);
    }

    @Test
    void aContainerIsMadeByItselfAndChanged() {
        // When
        ValidatableResponse made =
                send("PUT", "/data/d2", "{'properties':{'dataType':'mltable','description':'a'}}");

        // Then
        made.statusCode(201)
                .body("properties.latestVersion", nullValue())
                .body("properties.nextVersion", equalTo("1"));
        send("PUT", "/data/d2", "{'properties':{'dataType':'mltable','isArchived':true}}")
                .statusCode(200)
                .body("properties.isArchived", equalTo(true));
        send("GET", "/data", null).body("value", empty());
        send("GET", "/data?listViewType=All", null).body("value.name", contains("d2"));
        send("PUT", "/data/d2/versions/1", DATA.formatted("https://example.org/a", "x"))
                .statusCode(400);
        send("GET", "/data/d2/versions/1", null).statusCode(404);
    }

    @Test
    void aTableNeedsItsFileOrWhatItRefersTo() {
        // Given
        String table =
                "{'properties':{'dataType':'mltable','dataUri':'azureml://datastores/workspaceblobstore/paths/t/'%s}}";
        send("PUT", "/data/t1/versions/1", table.formatted(""))
                .statusCode(400)
                .body("error.message", containsString("t/MLTable"));
        blobs.put(workspace.container() + "/t/MLTable", "paths: []");

        // When
        ValidatableResponse made = send("PUT", "/data/t1/versions/1", table.formatted(""));

        // Then
        made.statusCode(201);
        send("PUT", "/data/t2/versions/1", table.formatted(",'referencedUris':['./a.csv']"))
                .statusCode(201)
                .body("properties.referencedUris", contains("./a.csv"));
    }

    @Test
    void aComponentIsKeptAsItWasGiven() {
        // When
        ValidatableResponse made =
                send(
                        "PUT",
                        "/components/train/versions/1",
                        COMPONENT.formatted("Train", "python3 t.py ${{inputs.data}}"));

        // Then
        made.statusCode(201)
                .body("properties.componentSpec.inputs.rate.default", equalTo("0.1"))
                .body("properties.properties.client_component_hash", equalTo("h1"));
        send(
                        "PUT",
                        "/components/train/versions/1",
                        COMPONENT.formatted("Another title", "python3 t.py ${{inputs.data}}"))
                .statusCode(200)
                .body("properties.componentSpec.display_name", equalTo("Another title"));
        send(
                        "PUT",
                        "/components/train/versions/1",
                        COMPONENT.formatted("Train", "python3 other.py"))
                .statusCode(409);
        send("GET", "/components", null).body("value.name", contains("train"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azureml_anonymous", "nameOfTheStep"})
    void anAnonymousComponentIsNamedByItsHash(String name) {
        // Given
        String anonymous =
                COMPONENT
                        .formatted("Train", "python3 t.py")
                        .replace("'isAnonymous':false", "'isAnonymous':true")
                        .replace("'name':'train'", "'name':'" + name + "'");

        // When
        ValidatableResponse made =
                send("PUT", "/components/azureml_anonymous/versions/4f5e", anonymous);

        // Then
        made.statusCode(201);
        send("PUT", "/components/azureml_anonymous/versions/4f5e", anonymous).statusCode(200);
        send("GET", "/components", null).body("value", empty());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "GET | /codes/none | - | 404",
                "GET | /codes/none/versions/1 | - | 404",
                "DELETE | /codes/none/versions/1 | - | 204",
                "PATCH | /codes/c/versions/1 | {} | 405",
                "POST | /data/d/versions/1/startPendingUpload | {} | 501",
                "PUT | /codes/c/versions/1 | - | 400",
                "PUT | /codes/c/versions/1 | {} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{}} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{'codeUri':'https://example.org/a'}} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{'codeUri':'azureml://datastores/workspaceblobstore/paths/a'}} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{'codeUri':'https://other.blob.CORE/c/a'}} | 501",
                "PUT | /codes/-c/versions/1 | {'properties':{'codeUri':'https://ACCOUNT.blob.CORE/c/a'}} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{'codeUri':'https://ACCOUNT.blob.CORE/c/a?sig=x'}} | 400",
                "PUT | /codes/c/versions/1 | {'properties':{'codeUri':'https://ACCOUNT.blob.CORE/c/../a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataUri':'https://example.org/a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_zip','dataUri':'https://example.org/a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'here'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'azureml:other:1'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'azureml://datastores/none/paths/a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'azureml://datastores/workspaceblobstore/paths/../a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'azureml://subscriptions/s/resourcegroups/g/workspaces/other/datastores/workspaceblobstore/paths/a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'https://example.org/a','referencedUris':['b']}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'mltable','dataUri':'https://example.org/a'}} | 400",
                "PUT | /data/d/versions/1 | {'properties':{'dataType':'uri_file','dataUri':'https://example.org/a','autoDeleteSetting':{'value':'1d'}}} | 501",
                "PUT | /data/d | {'properties':{}} | 400",
                "PUT | /components/c/versions/1 | {'properties':{}} | 400",
                "PUT | /components/c/versions/1 | {'properties':{'componentSpec':{'type':'pipeline'}}} | 501",
                "PUT | /components/c/versions/1 | {'properties':{'componentSpec':{'environment':'e'}}} | 400",
                "GET | /data/d/versions?$top=0 | - | 400",
                "GET | /data/d/versions?$skip=x | - | 400",
                "GET | /data/d/versions?$orderBy=size | - | 400",
                "GET | /data/d/versions?listViewType=Some | - | 400",
                "GET | /data/d/versions | - | 200"
            })
    void whatIsRefusedLeavesNothing(String method, String rest, String body, int status) {
        // When
        ValidatableResponse answer =
                send(
                        method,
                        rest,
                        body == null
                                ? null
                                : body.replace("ACCOUNT", workspace.account())
                                        .replace("CORE", core()));

        // Then
        answer.statusCode(status);
        for (String kind : new String[] {"codes", "data", "components"}) {
            send("GET", "/" + kind + "?listViewType=All", null).body("value", empty());
        }
    }

    @Test
    void whatPersonsWroteIsCiphertextAtRest() throws SQLException {
        // When
        send(
                        "PUT",
                        "/data/d1/versions/1",
                        DATA.formatted("https://example.org/malignant", "oncology"))
                .statusCode(201);

        // Then
        for (String table : new String[] {"asset", "asset_version"}) {
            assertThat(stored(table)).doesNotContain("malignant", "oncology");
        }
    }

    private String stored(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select content from "
                                        + table
                                        + " where workspace_id = '"
                                        + workspace.workspaceId()
                                        + "'")) {
            rows.next();
            return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }
}
