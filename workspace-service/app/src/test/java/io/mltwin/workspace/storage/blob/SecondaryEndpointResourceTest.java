package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.GeoReplicationStatus;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secondary location of accounts whose replica can be read, and of others. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SecondaryEndpointResourceTest extends WithBlobAccount {

    private RequestScript at(String label) {
        return new RequestScript(
                () -> service.given(label + ".blob.core")
                        .header(
                                "Authorization",
                                "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                        .header("x-ms-blob-type", "BlockBlob"),
                Map.of());
    }

    private void replicate(String sku) {
        patch(new StorageAccountRequest(new StorageAccountRequest.Sku(sku), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Standard_RAGRS", "Standard_RAGZRS"})
    void isReadAndNotWritten(String sku) {
        replicate(sku);
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
        String before = stored();

        at(name + "-secondary").run("""
                        GET /con/b => 200 | ~ hello
                        HEAD /con/b => 200 | Content-Length: 5
                        GET /con?restype=container&comp=list => 200 | ~ <Name>b</Name>
                        GET /?comp=list => 200 | ~ <Name>con</Name>
                        GET /?restype=service&comp=stats => 200 | ~ <GeoReplication><Status>live</Status><LastSyncTime>
                        GET /con/none => 404 BlobNotFound
                        PUT /con/n | < x => 403 InsufficientAccountPermissions
                        PUT /con/b?comp=metadata | x-ms-meta-a: 1 => 403 InsufficientAccountPermissions
                        PUT /new?restype=container => 403 InsufficientAccountPermissions
                        DELETE /con/b => 403 InsufficientAccountPermissions
                        DELETE /con?restype=container => 403 InsufficientAccountPermissions
                        """);
        at(name).run("""
                        GET /?restype=service&comp=stats => 400 InvalidQueryParameterValue
                        """);
        service.given(name + "-secondary.blob.core").get("/con/b").then().statusCode(401);

        assertThat(stored()).isEqualTo(before);
        assertThat(shown().properties().secondaryEndpoints().blob())
                .isEqualTo("https://" + addresses.blobHost(name + "-secondary") + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Standard_LRS", "Standard_GRS", "Standard_ZRS"})
    void isNotThereForOthers(String sku) {
        replicate(sku);

        at(name + "-secondary").run("""
                        GET /con/b => 403 InsufficientAccountPermissions
                        GET /?restype=service&comp=stats => 403 InsufficientAccountPermissions
                        """);
        at("none-secondary").run("GET /con/b => 404 ResourceNotFound");
        assertThat(shown().properties().secondaryEndpoints()).isNull();
    }

    @Test
    void theAccountsKeyAndSignaturesOpenItByTheAccountsName() {
        replicate("Standard_RAGRS");
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
        BlobServiceClient secondary = client().endpoint("https://" + addresses.blobHost(name + "-secondary"))
                .credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();

        assertThat(secondary
                        .getBlobContainerClient("con")
                        .getBlobClient("b")
                        .downloadContent()
                        .toString())
                .isEqualTo("hello");
        assertThat(secondary.getStatistics().getGeoReplication().getStatus()).isEqualTo(GeoReplicationStatus.LIVE);
        assertRefused(
                403,
                "InsufficientAccountPermissions",
                () -> secondary.getBlobContainerClient("con").getBlobClient("n").upload(BinaryData.fromString("x")));
    }
}
