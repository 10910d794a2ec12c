package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with versions, what is refused, and versions that are soft-deleted. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VersionAccessResourceTest extends WithVersions {

    private static final OffsetDateTime LATER = OffsetDateTime.now().plusHours(1);

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | ?versionid=NONE | - | 404 | BlobNotFound",
                "HEAD | ?versionid=NONE | - | 404 | BlobNotFound",
                "DELETE | ?versionid=NONE | - | 404 | BlobNotFound",
                "GET | ?versionid=OLD&comp=tags | - | 200 | -",
                "GET | ?versionid=newest | - | 400 | InvalidQueryParameterValue",
                "GET | ?versionid= | - | 400 | InvalidQueryParameterValue",
                "GET | ?versionid=OLD&snapshot=NONE | - | 400 | MutuallyExclusiveQueryParameters",
                "DELETE | ?versionid=OLD&snapshot=NONE | - | 400 | MutuallyExclusiveQueryParameters",
                "DELETE | ?versionid=NOW | - | 403 | OperationNotAllowedOnRootBlob",
                "DELETE | ?versionid=OLD | x-ms-delete-snapshots:include | 400 | InvalidHeaderValue",
                "DELETE | ?versionid=OLD | x-ms-lease-id:11111111-1111-1111-1111-111111111111 | 412 | LeaseNotPresentWithBlobOperation",
                "DELETE | ?versionid=OLD | If-Match:0x1 | 412 | ConditionNotMet",
                "PUT | ?versionid=OLD | - | 400 | InvalidQueryParameterValue",
                "PUT | ?versionid=OLD&comp=metadata | - | 400 | InvalidQueryParameterValue",
                "PUT | ?versionid=OLD&comp=properties | - | 400 | InvalidQueryParameterValue",
                "PUT | ?versionid=OLD&comp=lease | x-ms-lease-action:acquire | 400 | InvalidQueryParameterValue",
                "PUT | ?versionid=OLD&comp=snapshot | - | 400 | InvalidQueryParameterValue",
                "GET | ?versionid=OLD&comp=blocklist | - | 400 | InvalidQueryParameterValue",
                "PUT | ?comp=metadata | If-Match:0x1 | 412 | ConditionNotMet",
                "GET | ?versionid=OLD | x-ms-lease-id:11111111-1111-1111-1111-111111111111 | 412 | LeaseNotPresentWithBlobOperation"
            })
    void refused(String method, String query, String header, int status, String code) {
        String old = put("one");
        String now = put("two");
        String before = stored();
        String asked = query.replace("OLD", old).replace("NOW", now).replace("NONE", "2020-01-01T00:00:00.0000000Z");
        var request = as(WRITER, AUDIENCE).urlEncodingEnabled(false);
        if (!header.equals("-")) {
            String[] parts = header.split(":", 2);
            request.header(parts[0], parts[1]);
        }
        if (method.equals("PUT")) {
            request.body("x");
        }

        request.request(method, "/con/b" + asked)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code.equals("-") ? nullValue() : equalTo(code));

        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "delete,             202, 403",
        "deleteBlobVersion/action, 403, 202",
        "read,               403, 403",
        "*,                  202, 202"
    })
    void deletingAVersionIsAnActionOfItsOwn(String action, int ofBlob, int ofVersion) {
        String first = put("one");
        put("two");
        String somebody = UUID.randomUUID().toString();
        decisions.allow(
                somebody,
                action.equals("*") ? "*" : "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/" + action,
                account.toString());

        assertThat(as(somebody, AUDIENCE).delete("/con/b?versionid=" + first).statusCode())
                .isEqualTo(ofVersion);
        assertThat(as(somebody, AUDIENCE).delete("/con/b").statusCode()).isEqualTo(ofBlob);
    }

    private BlobClient signed(String sas, String version) {
        BlobClient client = byHost().sasToken(sas)
                .buildClient()
                .getBlobContainerClient("con")
                .getBlobClient("b");
        return version == null ? client : client.getVersionClient(version);
    }

    @Test
    void aSignatureOfAVersionIsOfItAlone() {
        String first = put("one");
        String second = put("two");
        put("three");
        String read = blob.getVersionClient(first)
                .generateSas(new BlobServiceSasSignatureValues(LATER, new BlobSasPermission().setReadPermission(true)));
        assertThat(read).contains("sr=bv");

        assertThat(signed(read, first).downloadContent()).hasToString("one");
        assertRefused(403, "AuthenticationFailed", signed(read, second)::downloadContent);
        assertRefused(403, "AuthorizationResourceTypeMismatch", signed(read, null)::downloadContent);
        assertRefused(403, "AuthorizationPermissionMismatch", signed(read, first)::delete);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "b:d, false",
        "b:x, true",
        "b:rw, false",
        "bv:x, true",
        "bv:d, false",
        "c:d, false",
        "c:x, true",
        "account:d, false",
        "account:x, true"
    })
    void whatASignatureMustSayToDeleteAVersion(String kind, boolean allowed) {
        String first = put("one");
        put("two");
        String letters = kind.split(":")[1];
        String sas = switch (kind.split(":")[0]) {
            case "b" -> blob.generateSas(new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse(letters)));
            case "bv" ->
                blob.getVersionClient(first)
                        .generateSas(new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse(letters)));
            case "c" ->
                con.generateSas(new BlobServiceSasSignatureValues(LATER, BlobContainerSasPermission.parse(letters)));
            default ->
                azure.generateAccountSas(new AccountSasSignatureValues(
                        LATER,
                        AccountSasPermission.parse(letters),
                        AccountSasService.parse("b"),
                        AccountSasResourceType.parse("o")));
        };

        if (allowed) {
            signed(sas, first).delete();
            assertThat(versions()).hasSize(1);
        } else {
            assertRefused(403, "AuthorizationPermissionMismatch", signed(sas, first)::delete);
            assertThat(versions()).hasSize(2);
        }
    }

    @Test
    void aDeletedVersionComesBackAndADeletedBlobIsNoneOfThem() {
        keeping(true, new SoftDelete(7, null));
        String first = put("one");
        String second = put("two");

        blob.delete();
        assertThat(deleted()).isEmpty();
        blob.getVersionClient(first).delete();

        assertRefused(404, "BlobNotFound", blob.getVersionClient(first)::downloadContent);
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(second);
        assertThat(deleted())
                .singleElement()
                .matches(item -> item.getVersionId().equals(first) && item.getSnapshot() == null);
        String third = put("three");
        blob.undelete();
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(first, second, third);
        assertThat(read(first)).isEqualTo("one");
        assertThat(blob.downloadContent()).hasToString("three");
    }

    @Test
    void versionsComeBackThoughThereIsNoBlob() {
        keeping(true, new SoftDelete(7, null));
        String first = put("one");
        blob.delete();
        blob.getVersionClient(first).delete();
        assertThat(versions()).isEmpty();

        blob.undelete();

        assertThat(blob.exists()).isFalse();
        assertThat(read(first)).isEqualTo("one");
    }

    private List<BlobItem> deleted() {
        return con.listBlobs(all(new BlobListDetails().setRetrieveDeletedBlobs(true)), null).stream()
                .filter(item -> Boolean.TRUE.equals(item.isDeleted()))
                .toList();
    }
}
