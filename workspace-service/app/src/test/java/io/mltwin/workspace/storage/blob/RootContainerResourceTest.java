package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.PublicAccessType;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blobs whose address names no container: those of {@code $root}. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RootContainerResourceTest extends WithBlobAccount {

    private static final OffsetDateTime LATER = OffsetDateTime.now().plusHours(1);

    private BlobServiceClient byHost;

    private BlobContainerClient root() {
        byHost = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
        return byHost.createBlobContainer("$root");
    }

    private String address(String blob) {
        return "https://" + addresses.blobHost(name) + "/" + blob;
    }

    @Test
    void aBlobIsReadByItsShortAddressToo() {
        BlobClient blob = root().getBlobClient("page.html");
        blob.upload(BinaryData.fromString("hello"));

        as(WRITER, AUDIENCE).get("/page.html").then().statusCode(200).body(equalTo("hello"));
        as(WRITER, AUDIENCE).body("again").put("/page.html").then().statusCode(201);
        as(WRITER, AUDIENCE).body("other").put("/other").then().statusCode(201);
        assertThat(blob.downloadContent()).hasToString("again");
        assertThat(byHost.getBlobContainerClient("$root").listBlobs())
                .extracting(BlobItem::getName)
                .containsExactly("other", "page.html");
        as(WRITER, AUDIENCE).delete("/other").then().statusCode(202);
        assertThat(byHost.getBlobContainerClient("$root").getBlobClient("other").exists())
                .isFalse();
    }

    @Test
    void itIsAContainerLikeOthers() {
        BlobContainerClient root = root();
        root.getBlobClient("b").upload(BinaryData.fromString("x"));

        assertThat(byHost.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("$root", "con");
        assertRefused(409, "ContainerAlreadyExists", root::create);
        assertThat(withKey().getBlobContainerClient("$root").getBlobClient("b").downloadContent())
                .hasToString("x");
        BlobClient copy = container().getBlobClient("copy");
        copy.copyFromUrl(address("b")
                + "?"
                + root.getBlobClient("b")
                        .generateSas(new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse("r"))));
        assertThat(copy.downloadContent()).hasToString("x");
        root.delete();
        assertThat(byHost.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("con");
        as(WRITER, AUDIENCE).get("/b").then().statusCode(404).header("x-ms-error-code", equalTo("ContainerNotFound"));
    }

    @Test
    void aSignatureNamesIt() {
        BlobClient blob = root().getBlobClient("b");
        blob.upload(BinaryData.fromString("x"));
        root("other").upload(BinaryData.fromString("y"));
        String sas = blob.generateSas(new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse("r")));

        service.given(name + ".blob.core")
                .urlEncodingEnabled(false)
                .get("/b?" + sas)
                .then()
                .statusCode(200)
                .body(equalTo("x"));
        service.given(name + ".blob.core")
                .urlEncodingEnabled(false)
                .get("/other?" + sas)
                .then()
                .statusCode(403)
                .header("x-ms-error-code", equalTo("AuthenticationFailed"));
        service.given(name + ".blob.core")
                .urlEncodingEnabled(false)
                .delete("/b?" + sas)
                .then()
                .statusCode(403)
                .header("x-ms-error-code", equalTo("AuthorizationPermissionMismatch"));
    }

    private BlobClient root(String blob) {
        return byHost.getBlobContainerClient("$root").getBlobClient(blob);
    }

    @Test
    void everybodyReadsItWhereThatIsAllowed() {
        patch("'allowBlobPublicAccess':true");
        root().getBlobClient("b").upload(BinaryData.fromString("x"));
        service.given(name + ".blob.core").get("/b").then().statusCode(401);

        byHost.getBlobContainerClient("$root").setAccessPolicy(PublicAccessType.BLOB, List.of());

        service.given(name + ".blob.core").get("/b").then().statusCode(200).body(equalTo("x"));
        service.given(name + ".blob.core").delete("/b").then().statusCode(401);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /none, 404, BlobNotFound",
        "GET, /b/, 400, InvalidUri",
        "PUT, /b/, 400, InvalidUri",
        "GET, /$root, 400, InvalidUri",
        "PUT, /$root/a/b, 400, InvalidResourceName",
        "PUT, /$root/a%2Fb, 400, InvalidResourceName",
        "PUT, /a%2Fb, 400, InvalidResourceName",
        "GET, /$root/a/b, 400, InvalidResourceName",
        "GET, /b?comp=list, 400, InvalidQueryParameterValue",
        "POST, /b, 405, UnsupportedHttpVerb",
        "PUT, /$web?restype=container, 400, InvalidResourceName"
    })
    void refused(String method, String uri, int status, String code) {
        root().getBlobClient("b").upload(BinaryData.fromString("x"));
        String before = stored();
        var request = as(WRITER, AUDIENCE).urlEncodingEnabled(false);
        if (!method.equals("GET")) {
            request.body("y");
        }

        request.request(method, uri).then().statusCode(status).header("x-ms-error-code", equalTo(code));

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void withoutTheContainerThereIsNoBlobOfIt() {
        as(WRITER, AUDIENCE)
                .body("x")
                .put("/b")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", equalTo("ContainerNotFound"));
        as(STRANGER, AUDIENCE).get("/b").then().statusCode(403);
    }
}
