package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobContainerListDetails;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobContainersOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.mltwin.workspace.storage.blob.versions.SoftDeleteSweep;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account keeps after it was deleted or overwritten, by Azure's own client for Java. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SoftDeleteResourceTest extends WithBlobAccount {

    @Inject
    SoftDeleteSweep sweep;

    private BlobServiceClient azure;
    private BlobContainerClient con;

    @BeforeEach
    void keepForSevenDays() {
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
        con = azure.getBlobContainerClient("con");
        azure.setProperties(azure.getProperties()
                .setDeleteRetentionPolicy(
                        new BlobRetentionPolicy().setEnabled(true).setDays(7)));
    }

    private BlobClient blob(String text) {
        BlobClient blob = con.getBlobClient("b");
        blob.upload(BinaryData.fromString(text), true);
        return blob;
    }

    private List<BlobItem> list(boolean snapshots) {
        return con
                .listBlobs(
                        new ListBlobsOptions()
                                .setDetails(new BlobListDetails()
                                        .setRetrieveDeletedBlobs(true)
                                        .setRetrieveMetadata(true)
                                        .setRetrieveTags(true)
                                        .setRetrieveSnapshots(snapshots)),
                        null)
                .stream()
                .toList();
    }

    @Test
    void thePolicyIsShownAsItWasSet() {
        BlobRetentionPolicy policy = azure.getProperties().getDeleteRetentionPolicy();

        assertThat(policy.isEnabled()).isTrue();
        assertThat(policy.getDays()).isEqualTo(7);
    }

    @Test
    void aDeletedBlobIsListedAndComesBackWhole() {
        // Given
        BlobClient blob = blob("one");
        blob.setMetadata(Map.of("k", "v"));
        blob.setTags(Map.of("t", "1"));
        String etag = blob.getProperties().getETag();

        // When
        assertThat(blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE)
                        .getHeaders()
                        .getValue(HttpHeaderName.fromString("x-ms-delete-type-permanent")))
                .isEqualTo("false");

        // Then
        assertThat(blob.exists()).isFalse();
        assertRefused(404, "BlobNotFound", blob::downloadContent);
        assertThat(con.listBlobs()).isEmpty();
        assertThat(list(false)).singleElement().satisfies(item -> {
            assertThat(item.getName()).isEqualTo("b");
            assertThat(item.isDeleted()).isTrue();
            assertThat(item.getMetadata()).isEqualTo(Map.of("k", "v"));
            assertThat(item.getTags()).isEqualTo(Map.of("t", "1"));
            assertThat(item.getProperties().getDeletedTime()).isNotNull();
            assertThat(item.getProperties().getRemainingRetentionDays()).isEqualTo(6);
        });
        blob.undelete();
        assertThat(blob.downloadContent().toString()).isEqualTo("one");
        assertThat(blob.getProperties().getETag()).isEqualTo(etag);
        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(blob.getTags()).isEqualTo(Map.of("t", "1"));
        assertThat(list(true)).singleElement().matches(item -> !item.isDeleted());
    }

    @Test
    void overwrittenBlobIsADeletedSnapshot() {
        BlobClient blob = blob("one");
        blob("two");

        assertThat(list(false)).hasSize(1);
        assertThat(list(true)).extracting(BlobItem::isDeleted).containsExactlyInAnyOrder(true, false);
        blob.undelete();

        String time = list(true).stream()
                .map(BlobItem::getSnapshot)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(blob.downloadContent().toString()).isEqualTo("two");
        assertThat(blob.getSnapshotClient(time).downloadContent().toString()).isEqualTo("one");
    }

    @Test
    void aBlobWithSnapshotsComesBackWithThem() {
        BlobClient blob = blob("one");
        String time = blob.createSnapshot().getSnapshotId();
        assertRefused(409, "SnapshotsPresent", blob::delete);

        blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
        assertThat(list(true)).hasSize(2).allMatch(BlobItem::isDeleted);
        blob("new");
        assertThat(list(false)).singleElement().matches(item -> !item.isDeleted());
        blob.undelete();

        assertThat(blob.downloadContent().toString()).isEqualTo("new");
        assertThat(blob.getSnapshotClient(time).downloadContent().toString()).isEqualTo("one");
        assertThat(list(true)).hasSize(3).noneMatch(item -> Boolean.TRUE.equals(item.isDeleted()));
    }

    @Test
    void blocksThatOldAndNewShareStayAsLongAsOneIsThere() {
        // Given
        BlockBlobClient blob = con.getBlobClient("blocks").getBlockBlobClient();
        byte[] big = random(300_000);
        blob.stageBlock("YQ==", new ByteArrayInputStream(big), big.length);
        blob.commitBlockList(List.of("YQ=="));
        blob.stageBlock("Yg==", new ByteArrayInputStream(big), big.length);

        // When
        blob.commitBlockList(List.of("YQ==", "Yg=="), true);
        blob.delete();
        blob.undelete();

        // Then
        byte[] twice = Arrays.copyOf(big, 2 * big.length);
        System.arraycopy(big, 0, twice, big.length, big.length);
        assertThat(blob.downloadContent().toBytes()).isEqualTo(twice);
        expire();
        assertThat(blob.downloadContent().toBytes()).isEqualTo(twice);
        String old = con
                .listBlobs(new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveSnapshots(true)), null)
                .stream()
                .map(BlobItem::getSnapshot)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
        assertThat(blob.getSnapshotClient(old).downloadContent().toBytes()).isEqualTo(big);
    }

    @Test
    void aWholeFileWhoseBlocksTheNewBlobHasStaysToo() {
        // Given a blob of one file whose blocks are known
        byte[] big = random(300_000);
        BlockBlobClient source = con.getBlobClient("source").getBlockBlobClient();
        source.stageBlock("YQ==", new ByteArrayInputStream(big), big.length);
        source.commitBlockList(List.of("YQ=="));
        BlockBlobClient blob = con.getBlobClient("whole").getBlockBlobClient();
        blob.copyFromUrl(source.getBlobUrl());

        // When
        blob.stageBlock("Yg==", new ByteArrayInputStream(new byte[] {1}), 1);
        blob.commitBlockList(List.of("YQ==", "Yg=="), true);
        expire();

        // Then
        byte[] longer = Arrays.copyOf(big, big.length + 1);
        longer[big.length] = 1;
        assertThat(blob.downloadContent().toBytes()).isEqualTo(longer);
    }

    @Test
    void anAppendBlobComesBackToo() {
        AppendBlobClient log = con.getBlobClient("log").getAppendBlobClient();
        log.create();
        log.appendBlock(new ByteArrayInputStream("line".getBytes()), 4);

        log.delete();
        log.undelete();

        assertThat(log.downloadContent().toString()).isEqualTo("line");
    }

    @Test
    void expiredBlobIsGoneWithItsFiles() {
        String before = stored();
        BlobClient blob = con.getBlobClient("large");
        blob.upload(BinaryData.fromBytes(random(200_000)));
        blob.delete();

        expire();

        assertThat(list(true)).isEmpty();
        assertRefused(404, "BlobNotFound", blob::undelete);
        assertThat(stored()).isEqualTo(before);
    }

    /** The days of all that is deleted are over. */
    private void expire() {
        change("update deleted_blob set expires_at = now() - interval '1 day'");
        change("update blob_container set expires_at = now() - interval '1 day' where expires_at is not null");
        sweep.sweep();
    }

    private void change(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withoutThePolicyABlobIsGoneAtOnce() {
        azure.setProperties(
                azure.getProperties().setDeleteRetentionPolicy(new BlobRetentionPolicy().setEnabled(false)));
        BlobClient blob = blob("one");
        blob.undelete();

        blob.delete();

        assertThat(list(true)).isEmpty();
        assertRefused(404, "BlobNotFound", blob::undelete);
    }

    @Test
    void callerWithoutWriteBringsNothingBack() {
        blob("one").delete();

        as(STRANGER, AUDIENCE)
                .request("PUT", "/con/b?comp=undelete")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", equalTo("AuthorizationPermissionMismatch"));
        as(WRITER, AUDIENCE).request("PUT", "/con/b?comp=undelete").then().statusCode(200);
        as(WRITER, AUDIENCE).request("PUT", "/con/none?comp=undelete").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Enabled>true</Enabled>",
                "<Enabled>true</Enabled><Days>0</Days>",
                "<Enabled>true</Enabled><Days>366</Days>",
                "<Enabled>true</Enabled><Days>-1</Days>",
                "<Enabled>perhaps</Enabled><Days>3</Days>",
                "<Days>3</Days>"
            })
    void otherPoliciesAreRefused(String policy) {
        as(WRITER, AUDIENCE)
                .body("<StorageServiceProperties><DeleteRetentionPolicy>"
                        + policy
                        + "</DeleteRetentionPolicy></StorageServiceProperties>")
                .request("PUT", "/?restype=service&comp=properties")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", equalTo("InvalidXmlNodeValue"));
        assertThat(azure.getProperties().getDeleteRetentionPolicy().getDays()).isEqualTo(7);
    }

    @Test
    void aDeletedContainerIsRestoredWithItsBlobs() throws SQLException {
        // Given
        accounts.setSoftDelete(accounts.require(account), new SoftDelete(null, 3));
        BlobContainerClient box = azure.createBlobContainer("box");
        box.getBlobClient("b").upload(BinaryData.fromString("one"));

        // When
        box.delete();

        // Then
        assertThat(box.exists()).isFalse();
        assertThat(azure.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("con");
        BlobContainerItem deleted = deletedContainer();
        assertThat(deleted.getName()).isEqualTo("box");
        assertThat(deleted.getProperties().getRemainingRetentionDays()).isEqualTo(2);
        as(WRITER, AUDIENCE)
                .urlEncodingEnabled(false)
                .request("GET", "/box%2F" + deleted.getVersion() + "/b")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", equalTo("InvalidResourceName"));
        BlobContainerClient again = azure.createBlobContainer("box");
        assertThat(again.listBlobs()).isEmpty();
        assertRefused(409, "ContainerAlreadyExists", () -> azure.undeleteBlobContainer("box", deleted.getVersion()));
        again.delete();
        assertRefused(404, "ContainerNotFound", () -> azure.undeleteBlobContainer("box", "0123456789ABCDEF"));
        azure.undeleteBlobContainer("box", deleted.getVersion());
        assertThat(box.getBlobClient("b").downloadContent().toString()).isEqualTo("one");
        expire();
        assertThat(count("select count(*) from blob_container where deleted_at is not null"))
                .isZero();
        assertThat(box.exists()).isTrue();
    }

    private BlobContainerItem deletedContainer() {
        return azure
                .listBlobContainers(
                        new ListBlobContainersOptions()
                                .setDetails(new BlobContainerListDetails().setRetrieveDeleted(true)),
                        null)
                .stream()
                .filter(item -> Boolean.TRUE.equals(item.isDeleted()))
                .findFirst()
                .orElseThrow();
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
