package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deleting for good what is soft-deleted: {@code deletetype=permanent}. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PermanentDeleteResourceTest extends WithVersions {

    private static final OffsetDateTime LATER = OffsetDateTime.now().plusHours(1);

    @BeforeEach
    void allow() {
        keeping(true, new SoftDelete(7, null, true));
    }

    private List<BlobItem> deleted() {
        return con
                .listBlobs(
                        all(new BlobListDetails().setRetrieveDeletedBlobs(true).setRetrieveSnapshots(true)), null)
                .stream()
                .filter(item -> Boolean.TRUE.equals(item.isDeleted()))
                .toList();
    }

    private ValidatableResponse forGood(String query) {
        return as(WRITER, AUDIENCE)
                .urlEncodingEnabled(false)
                .delete("/con/b?deletetype=permanent" + query)
                .then();
    }

    @Test
    void aDeletedVersionGoesWithItsFileAndTheOthersStay() {
        String before = stored();
        String first = put(blob, random(200_000));
        String second = put("two");
        blob.getVersionClient(first).delete();

        forGood("&versionid=" + first).statusCode(202).header("x-ms-delete-type-permanent", equalTo("true"));

        assertThat(deleted()).isEmpty();
        blob.undelete();
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(second);
        assertThat(read(second)).isEqualTo("two");
        blob.delete();
        blob.getVersionClient(second).delete();
        forGood("&versionid=" + second).statusCode(202);
        assertThat(stored()).isEqualTo(before);
        forGood("&versionid=" + second).statusCode(404).header("x-ms-error-code", equalTo("BlobNotFound"));
    }

    @Test
    void aDeletedSnapshotGoesTooAndWhatSharesItsBytesStays() {
        keeping(false, new SoftDelete(7, null, true));
        byte[] large = random(200_000);
        put(blob, large);
        String kept = blob.createSnapshot().getSnapshotId();
        String going = blob.createSnapshot().getSnapshotId();
        blob.getSnapshotClient(going).delete();

        forGood("&snapshot=" + going).statusCode(202);

        assertThat(deleted()).isEmpty();
        assertThat(blob.downloadContent().toBytes()).isEqualTo(large);
        assertThat(blob.getSnapshotClient(kept).downloadContent().toBytes()).isEqualTo(large);
    }

    @Test
    void overwrittenBlobIsADeletedSnapshot() {
        keeping(false, new SoftDelete(7, null, true));
        put("one");
        put("two");
        String snapshot = deleted().get(0).getSnapshot();

        forGood("&snapshot=" + snapshot).statusCode(202);

        assertThat(deleted()).isEmpty();
        assertThat(blob.downloadContent()).hasToString("two");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "&versionid=NOW | 403 | OperationNotAllowedOnRootBlob",
                "&versionid=OLD | 409 | BlobSnapshotNotSoftDeleted",
                "&snapshot=SNAPSHOT | 409 | BlobSnapshotNotSoftDeleted",
                "'' | 409 | BlobOperationNotSupported",
                "&versionid=2020-01-01T00:00:00.0000000Z | 404 | BlobNotFound",
                "&snapshot=2020-01-01T00:00:00.0000000Z | 404 | BlobNotFound",
                "&versionid=GONE&snapshot=SNAPSHOT | 400 | MutuallyExclusiveQueryParameters"
            })
    void refused(String query, int status, String code) {
        String old = put("one");
        String gone = put("two");
        put("three");
        String snapshot = blob.createSnapshot().getSnapshotId();
        String now = blob.getProperties().getVersionId();
        blob.getVersionClient(gone).delete();
        String before = stored();

        forGood(query.replace("OLD", old)
                        .replace("NOW", now)
                        .replace("GONE", gone)
                        .replace("SNAPSHOT", snapshot))
                .statusCode(status)
                .header("x-ms-error-code", equalTo(code));

        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"x-ms-delete-snapshots, include, 400, InvalidHeaderValue", "If-Match, 0x1, 412, ConditionNotMet"})
    void headersCountAsElsewhere(String header, String value, int status, String code) {
        String first = put("one");
        put("two");
        blob.getVersionClient(first).delete();

        as(WRITER, AUDIENCE)
                .header(header, value)
                .urlEncodingEnabled(false)
                .delete("/con/b?deletetype=permanent&versionid=" + first)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", equalTo(code));
        assertThat(deleted()).hasSize(1);
    }

    @Test
    void withoutThePolicyNothingGoes() {
        String first = put("one");
        put("two");
        blob.getVersionClient(first).delete();

        for (SoftDelete policy : List.of(new SoftDelete(7, null), SoftDelete.NONE)) {
            keeping(true, policy);
            forGood("&versionid=" + first)
                    .statusCode(409)
                    .header("x-ms-error-code", equalTo("BlobOperationNotSupported"));
        }
        assertThat(deleted()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"delete, 403", "deleteBlobVersion/action, 403", "permanentDelete/action, 202"})
    void itIsAnActionOfItsOwn(String action, int status) {
        String first = put("one");
        put("two");
        blob.getVersionClient(first).delete();
        String somebody = UUID.randomUUID().toString();
        decisions.allow(
                somebody,
                "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/" + action,
                account.toString());

        as(somebody, AUDIENCE)
                .urlEncodingEnabled(false)
                .delete("/con/b?deletetype=permanent&versionid=" + first)
                .then()
                .statusCode(status);
        assertThat(deleted()).hasSize(status == 202 ? 0 : 1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"b, d, 403", "b, x, 403", "b, rwdx, 403", "b, y, 202", "bv, x, 403", "bv, y, 202", "c, dx, 403"})
    void aSignatureNeedsItsLetter(String kind, String letters, int status) {
        String first = put("one");
        put("two");
        blob.getVersionClient(first).delete();
        BlobServiceSasSignatureValues values = kind.equals("c")
                ? new BlobServiceSasSignatureValues(LATER, BlobContainerSasPermission.parse(letters))
                : new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse(letters));
        String sas = switch (kind) {
            case "b" -> blob.generateSas(values);
            case "bv" -> blob.getVersionClient(first).generateSas(values);
            default -> con.generateSas(values);
        };

        service.given(name + ".blob.core")
                .header("x-ms-version", "2025-07-05")
                .urlEncodingEnabled(false)
                .delete("/con/b?deletetype=permanent&versionid=" + first + "&" + sas)
                .then()
                .statusCode(status);
        assertThat(deleted()).hasSize(status == 202 ? 0 : 1);
    }

    @Test
    void thePolicyIsSetAndShownByTheService() {
        String uri = "/?restype=service&comp=properties";
        String allowed = "StorageServiceProperties.DeleteRetentionPolicy.AllowPermanentDelete";
        as(WRITER, AUDIENCE).get(uri).then().statusCode(200).body(allowed, equalTo("true"));

        as(WRITER, AUDIENCE).body(policy("")).put(uri).then().statusCode(202);
        as(WRITER, AUDIENCE).get(uri).then().body(allowed, equalTo("false"));
        as(WRITER, AUDIENCE)
                .body(policy("<AllowPermanentDelete>true</AllowPermanentDelete>"))
                .put(uri)
                .then()
                .statusCode(202);
        as(WRITER, AUDIENCE).get(uri).then().body(allowed, equalTo("true"));
    }

    private static String policy(String more) {
        return "<StorageServiceProperties><DeleteRetentionPolicy><Enabled>true</Enabled><Days>7</Days>"
                + more
                + "</DeleteRetentionPolicy></StorageServiceProperties>";
    }
}
