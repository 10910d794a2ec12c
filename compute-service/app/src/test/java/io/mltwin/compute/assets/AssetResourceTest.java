package io.mltwin.compute.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data and components as Azure Resource Manager asks for them, and what is refused of assets. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AssetResourceTest {

    private static final String DATA = "{'properties':{'dataType':'uri_folder','dataUri':'%s','tags':{'team':'%s'}}}";
    private static final String COMPONENT = """
            {'properties':{'isAnonymous':false,'properties':{'client_component_hash':'h1'},'componentSpec':{
            '$schema':'https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json',
            'type':'command','name':'train','version':'1','display_name':'%s',
            'command':'%s','environment':'azureml:AzureML-Python-3-Stdlib:1',
            'inputs':{'rate':{'type':'number','default':'0.1'},'data':{'type':'uri_folder'}},
            'outputs':{'model':{'type':'custom_model'}}}}}
            """;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private TestAssets assets;

    @BeforeEach
    void aWorkspace() {
        assets = new TestAssets(platform);
    }

    @Test
    void dataIsNumberedAndShownInTheLongForm() {
        // Given
        assets.send("GET", "/data/d1", null).statusCode(404);
        String place = "azureml://datastores/workspaceblobstore/paths/LocalUpload/x/data/";

        // When
        ValidatableResponse made = assets.send("PUT", "/data/d1/versions/1", DATA.formatted(place, "red"));

        // Then
        made.statusCode(201)
                .body("properties.dataUri", equalTo(assets.workspace().place("LocalUpload/x/data/")));
        assets.send("GET", "/data/d1", null)
                .statusCode(200)
                .body("properties.latestVersion", equalTo("1"))
                .body("properties.nextVersion", equalTo("2"))
                .body("properties.dataType", equalTo("uri_folder"));
        assets.send("PUT", "/data/d1/versions/7", DATA.formatted(place, "blue")).statusCode(201);
        assets.send("PUT", "/data/d1/versions/first", DATA.formatted(place, "blue"))
                .statusCode(201);
        assets.send("GET", "/data/d1", null)
                .body("properties.latestVersion", equalTo("first"))
                .body("properties.nextVersion", equalTo("8"));
        assets.send("GET", "/data/d1/versions", null).body("value.name", contains("first", "7", "1"));
        assets.send("GET", "/data/d1/versions?$orderBy=createdtime%20asc&$top=2", null)
                .body("value.name", contains("1", "7"))
                .body("nextLink", containsString("skip=2"));
        assets.send("GET", "/data/d1/versions?$orderBy=createdtime%20asc&$top=2&$skip=2", null)
                .body("value.name", contains("first"))
                .body("nextLink", nullValue());
        assets.send("GET", "/data/d1/versions?$tags=team=red", null).body("value.name", contains("1"));
        assets.send("GET", "/data", null).body("value.name", contains("d1"));
    }

    @Test
    void aVersionIsArchivedAndDeletedByItself() {
        // Given
        String place = "azureml://datastores/workspaceblobstore/paths/x";
        assets.send("PUT", "/data/d1/versions/1", DATA.formatted(place, "a")).statusCode(201);
        assets.send("PUT", "/data/d1/versions/2", DATA.formatted(place, "a")).statusCode(201);

        // When
        assets.send(
                        "PUT",
                        "/data/d1/versions/2",
                        "{'properties':{'dataType':'uri_folder','dataUri':'%s','isArchived':true}}".formatted(place))
                .statusCode(200);

        // Then
        assets.send("GET", "/data/d1/versions", null).body("value.name", contains("1"));
        assets.send("GET", "/data/d1/versions?listViewType=ArchivedOnly", null).body("value.name", contains("2"));
        assets.send("GET", "/data/d1/versions?listViewType=All", null).body("value.name", contains("2", "1"));
        assets.send("GET", "/data/d1", null).body("properties.latestVersion", equalTo("1"));
        assets.send("DELETE", "/data/d1/versions/2", null).statusCode(200);
        assets.send("DELETE", "/data/d1/versions/2", null).statusCode(204);
        assets.send("GET", "/data/d1", null).body("properties.nextVersion", equalTo("2"));
        assets.send("DELETE", "/data/d1", null).statusCode(200);
        assets.send("DELETE", "/data/d1", null).statusCode(204);
        assets.send("GET", "/data/d1/versions/1", null).statusCode(404);
    }

    @Test
    void aContainerIsMadeByItselfAndChanged() {
        // When
        ValidatableResponse made =
                assets.send("PUT", "/data/d2", "{'properties':{'dataType':'mltable','description':'a'}}");

        // Then
        made.statusCode(201).body("properties.latestVersion", nullValue()).body("properties.nextVersion", equalTo("1"));
        assets.send("PUT", "/data/d2", "{'properties':{'dataType':'mltable','isArchived':true}}")
                .statusCode(200)
                .body("properties.isArchived", equalTo(true));
        assets.send("GET", "/data", null).body("value", empty());
        assets.send("GET", "/data?listViewType=All", null).body("value.name", contains("d2"));
        assets.send("PUT", "/data/d2/versions/1", DATA.formatted("https://example.org/a", "x"))
                .statusCode(400);
        assets.send("GET", "/data/d2/versions/1", null).statusCode(404);
    }

    @Test
    void aTableNeedsItsFileOrWhatItRefersTo() {
        // Given
        String table =
                "{'properties':{'dataType':'mltable','dataUri':'azureml://datastores/workspaceblobstore/paths/t/'%s}}";
        assets.send("PUT", "/data/t1/versions/1", table.formatted(""))
                .statusCode(400)
                .body("error.message", containsString("t/MLTable"));
        assets.blobs().put(assets.workspace().container() + "/t/MLTable", "paths: []");

        // When
        ValidatableResponse made = assets.send("PUT", "/data/t1/versions/1", table.formatted(""));

        // Then
        made.statusCode(201);
        assets.send("PUT", "/data/t2/versions/1", table.formatted(",'referencedUris':['./a.csv']"))
                .statusCode(201)
                .body("properties.referencedUris", contains("./a.csv"));
    }

    @Test
    void aComponentIsKeptAsItWasGiven() {
        // When
        ValidatableResponse made = assets.send(
                "PUT", "/components/train/versions/1", COMPONENT.formatted("Train", "python3 t.py ${{inputs.data}}"));

        // Then
        made.statusCode(201)
                .body("properties.componentSpec.inputs.rate.default", equalTo("0.1"))
                .body("properties.properties.client_component_hash", equalTo("h1"));
        assets.send(
                        "PUT",
                        "/components/train/versions/1",
                        COMPONENT.formatted("Another title", "python3 t.py ${{inputs.data}}"))
                .statusCode(200)
                .body("properties.componentSpec.display_name", equalTo("Another title"));
        assets.send("PUT", "/components/train/versions/1", COMPONENT.formatted("Train", "python3 other.py"))
                .statusCode(409);
        assets.send("GET", "/components", null).body("value.name", contains("train"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azureml_anonymous", "nameOfTheStep"})
    void anAnonymousComponentIsNamedByItsHash(String name) {
        // Given
        String anonymous = COMPONENT
                .formatted("Train", "python3 t.py")
                .replace("'isAnonymous':false", "'isAnonymous':true")
                .replace("'name':'train'", "'name':'" + name + "'");

        // When
        ValidatableResponse made = assets.send("PUT", "/components/azureml_anonymous/versions/4f5e", anonymous);

        // Then
        made.statusCode(201);
        assets.send("PUT", "/components/azureml_anonymous/versions/4f5e", anonymous)
                .statusCode(200);
        assets.send("GET", "/components", null).body("value", empty());
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
        ValidatableResponse answer = assets.send(
                method,
                rest,
                body == null
                        ? null
                        : body.replace("ACCOUNT", assets.workspace().account()).replace("CORE", assets.core()));

        // Then
        answer.statusCode(status);
        for (String kind : new String[] {"codes", "data", "components"}) {
            assets.send("GET", "/" + kind + "?listViewType=All", null).body("value", empty());
        }
    }

    @Test
    void textsOfPersonsAreCiphertextAtRest() throws SQLException {
        // When
        assets.send("PUT", "/data/d1/versions/1", DATA.formatted("https://example.org/malignant", "oncology"))
                .statusCode(201);

        // Then
        for (String table : new String[] {"asset", "asset_version"}) {
            assertThat(stored(table)).doesNotContain("malignant", "oncology");
        }
    }

    private String stored(String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select content from "
                        + table
                        + " where workspace_id = '"
                        + assets.workspace().workspaceId()
                        + "'")) {
            rows.next();
            return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
        }
    }
}
