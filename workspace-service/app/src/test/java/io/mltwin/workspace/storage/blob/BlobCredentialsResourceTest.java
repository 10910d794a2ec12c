package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.StorageAccountRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets into the Blob service: tokens and roles, account keys, shared access signatures. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobCredentialsResourceTest extends WithBlobAccount {

    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers/";

    /** The last column is the one action or data action that opens the route. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /?comp=list, 200, read",
        "PUT, /new-container?restype=container, 201, write",
        "GET, /con?restype=container, 200, read",
        "HEAD, /con?restype=container&comp=metadata, 200, read",
        "PUT, /con?restype=container&comp=metadata, 200, write",
        "GET, /con?restype=container&comp=list, 200, blobs/read",
        "PUT, /con/b, 201, blobs/write",
        "GET, /con/exists, 200, blobs/read",
        "HEAD, /con/exists, 200, blobs/read",
        "GET, /con/exists?comp=metadata, 200, blobs/read",
        "PUT, /con/exists?comp=metadata, 200, blobs/write",
        "PUT, /con/exists?comp=properties, 200, blobs/write",
        "PUT, /con/exists?comp=block&blockid=YQ==, 201, blobs/write",
        "GET, /con/exists?comp=blocklist, 200, blobs/read",
        "DELETE, /con/exists, 202, blobs/delete",
        "DELETE, /con?restype=container, 202, delete"
    })
    void withoutCredentialWithoutRoleWithRole(String method, String uri, int status, String action) {
        container().getBlobClient("exists").upload(BinaryData.fromString("x"));

        Response anonymous = service.given(name + ".blob.core").body("x").request(method, uri);
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate"))
                .startsWith("Bearer authorization_uri=")
                .endsWith("/oauth2/authorize resource_id=" + AUDIENCE);
        assertThat(anonymous.header("x-ms-error-code")).isEqualTo("NoAuthenticationInformation");

        String other = UUID.randomUUID().toString();
        for (String each : new String[] {"read", "write", "delete"}) {
            for (String plane : new String[] {"", "blobs/"}) {
                if (!action.equals(plane + each)) {
                    decisions.allow(other, CONTAINERS + plane + each, account.toString());
                }
            }
        }
        for (String refused : new String[] {STRANGER, other}) {
            Response answer = as(refused, AUDIENCE).body("x").request(method, uri);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.header("x-ms-error-code")).isEqualTo("AuthorizationPermissionMismatch");
        }

        String allowed = UUID.randomUUID().toString();
        decisions.allow(allowed, CONTAINERS + action, account.toString());
        Response answer = as(allowed, AUDIENCE).body("x").request(method, uri);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.header("x-ms-version")).isEqualTo("2025-07-05");
    }

    @Test
    void aDataRoleOnOneContainerOpensOnlyThat() {
        containers.ensure(account, "other");
        String reader = UUID.randomUUID().toString();
        decisions.allow(
                reader,
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
                account + "/blobServices/default/containers/con");
        container().getBlobClient("b").upload(BinaryData.fromString("x"));

        as(reader, AUDIENCE).get("/con/b").then().statusCode(200).body(equalTo("x"));
        as(reader, AUDIENCE).body("y").put("/con/b").then().statusCode(403);
        as(reader, AUDIENCE).get("/other/b").then().statusCode(403);
        as(reader, AUDIENCE).get("/?comp=list").then().statusCode(403);
    }

    @Test
    void tokensForAnotherAudienceOrTenantAreRefused() {
        as(WRITER, "https://management.azure.com/").get("/?comp=list").then().statusCode(401);
        as(WRITER, "https://storage.azure.com/").get("/?comp=list").then().statusCode(200);
        as(WRITER, "https://" + addresses.blobHost(name) + "/")
                .get("/?comp=list")
                .then()
                .statusCode(200);
        as(WRITER, "https://" + addresses.blobHost("another"))
                .get("/?comp=list")
                .then()
                .statusCode(401);
        String other = UUID.randomUUID().toString();
        service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad(AUDIENCE, WRITER)
                                        .issuer(issuer.azureAd(other))
                                        .tenantId(other)
                                        .sign())
                .get("/?comp=list")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "InvalidAuthenticationInfo");
    }

    @Test
    void aSignatureOpensWhatItSaysAndNoMore() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));
        OffsetDateTime later = OffsetDateTime.now().plusHours(1);
        String read = blob.generateSas(
                new BlobServiceSasSignatureValues(later, new BlobSasPermission().setReadPermission(true)));
        String create = container()
                .generateSas(new BlobServiceSasSignatureValues(later, BlobContainerSasPermission.parse("cl")));
        String expired = blob.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().minusSeconds(5), new BlobSasPermission().setReadPermission(true)));

        BlobContainerClient reader = client().sasToken(read).buildClient().getBlobContainerClient("con");
        assertThat(reader.getBlobClient("b").downloadContent().toString()).isEqualTo("hello");
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> reader.getBlobClient("b").upload(BinaryData.fromString("x"), true));
        assertRefused(
                403, "AuthenticationFailed", () -> reader.getBlobClient("other").downloadContent());

        BlobContainerClient creator = client().sasToken(create).buildClient().getBlobContainerClient("con");
        creator.getBlobClient("new").upload(BinaryData.fromString("x"));
        assertThat(creator.listBlobs()).hasSize(2);
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> creator.getBlobClient("new").upload(BinaryData.fromString("y"), true));

        BlobContainerClient late = client().sasToken(expired).buildClient().getBlobContainerClient("con");
        assertRefused(403, "AuthenticationFailed", () -> late.getBlobClient("b").downloadContent());
    }

    @Test
    void aRegeneratedKeySignsNothingMore() {
        BlobServiceClient old = withKey();
        assertThat(old.listBlobContainers()).hasSize(1);

        regenerateKey("key1");

        assertRefused(
                403,
                "AuthenticationFailed",
                () -> old.listBlobContainers().stream().count());
        assertThat(withKey().listBlobContainers()).hasSize(1);
        BlobServiceClient second = client().credential(new StorageSharedKeyCredential(name, key(1)))
                .buildClient();
        assertThat(second.listBlobContainers()).hasSize(1);
    }

    @Test
    void anAccountMayRefuseItsKeys() {
        BlobContainerClient container = container();
        patch(request(new StorageAccountRequest.Properties(
                null, null, null, null, null, null, false, null, null, null, null, null, null, null, null, null,
                null)));

        assertRefused(
                403,
                "KeyBasedAuthenticationNotPermitted",
                () -> container.listBlobs().stream().count());
        as(WRITER, AUDIENCE).get("/con?restype=container&comp=list").then().statusCode(200);
    }

    @Test
    void aStaleDateIsRefused() {
        service.given()
                .header("Authorization", "SharedKey " + name + ":c2ln")
                .header("x-ms-date", "Tue, 24 Nov 2020 14:03:23 GMT")
                .get("/" + name + "/?comp=list")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthenticationFailed")
                .body(containsString("date header too old"));
    }
}
