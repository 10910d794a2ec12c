package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.PageBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.blob.containers.ContainerDeletion;
import io.mltwin.workspace.storage.blob.containers.Immutability.Appends;
import io.mltwin.workspace.storage.blob.containers.ImmutabilityService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policy and the legal holds of a container let nobody do, by Azure's client for Java. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ImmutableBlobsResourceTest extends WithBlobAccount {

    private static final String POLICY = "BlobImmutableDueToPolicy";
    private static final String HOLD = "BlobImmutableDueToLegalHold";
    private static final byte[] LINE = "line".getBytes();

    @Inject
    ImmutabilityService immutability;

    @Inject
    ContainerDeletion containerDeletion;

    @Inject
    ClockStore clock;

    private BlobContainerClient con;
    private BlobClient blob;
    private String snapshot;
    private AppendBlobClient log;
    private PageBlobClient disk;

    @BeforeEach
    void write() {
        con = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient()
                .getBlobContainerClient("con");
        blob = con.getBlobClient("b");
        blob.upload(BinaryData.fromString("one"));
        blob.setMetadata(Map.of("k", "v"));
        snapshot = blob.createSnapshot().getSnapshotId();
        con.getBlobClient("source").upload(BinaryData.fromString("source"));
        log = con.getBlobClient("log").getAppendBlobClient();
        log.create();
        disk = con.getBlobClient("disk").getPageBlobClient();
        disk.create(512);
    }

    @AfterEach
    void now() throws SQLException {
        clock.move(0);
    }

    private String protect(int days, Appends appends) {
        return immutability
                .put(accounts.require(account), "con", days, appends, null, CALLER)
                .etag();
    }

    private void hold(Boolean appends) {
        immutability.hold(accounts.require(account), "con", List.of("case1"), appends, CALLER);
    }

    private void clear() {
        immutability.clear(accounts.require(account), "con", List.of("case1"));
    }

    private Map<String, ThrowingCallable> changes() {
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        all.put("put", () -> blob.upload(BinaryData.fromString("two"), true));
        all.put(
                "put large",
                () -> blob.getBlockBlobClient().upload(new ByteArrayInputStream(random(200_000)), 200_000, true));
        all.put("blocks", () -> {
            blob.getBlockBlobClient().stageBlock("YQ==", new ByteArrayInputStream(LINE), LINE.length);
            blob.getBlockBlobClient().commitBlockList(List.of("YQ=="), true);
        });
        all.put("copy", () -> blob.copyFromUrl(con.getBlobClient("source").getBlobUrl()));
        all.put("metadata", () -> blob.setMetadata(Map.of()));
        all.put("properties", () -> blob.setHttpHeaders(new BlobHttpHeaders().setContentType("x/y")));
        all.put("snapshot", blob::createSnapshot);
        all.put("append", () -> log.appendBlock(new ByteArrayInputStream(LINE), LINE.length));
        all.put("seal", log::seal);
        all.put(
                "page",
                () -> disk.uploadPages(
                        new PageRange().setStart(0).setEnd(511), new ByteArrayInputStream(new byte[512])));
        all.put("resize", () -> disk.resize(1024));
        return all;
    }

    private Map<String, ThrowingCallable> deletions() {
        Map<String, ThrowingCallable> all = new LinkedHashMap<>();
        all.put(
                "with snapshots",
                () -> blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE));
        all.put(
                "snapshots only",
                () -> blob.deleteWithResponse(DeleteSnapshotsOptionType.ONLY, null, null, Context.NONE));
        all.put("snapshot", () -> blob.getSnapshotClient(snapshot).delete());
        all.put("log", log::delete);
        return all;
    }

    private void assertAllRefused(Map<String, ThrowingCallable> all, String code) {
        all.forEach((what, call) -> assertRefused(409, code, call));
        assertThat(blob.downloadContent()).hasToString("one");
        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(blob.getSnapshotClient(snapshot).downloadContent()).hasToString("one");
        assertThat(log.getProperties().getBlobSize()).isZero();
        assertThat(disk.getProperties().getBlobSize()).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void underAPolicyWhatIsThereStaysAsItIs(boolean locked) {
        String etag = protect(3, Appends.NONE);
        if (locked) {
            immutability.lock(accounts.require(account), "con", etag, CALLER);
        }

        assertAllRefused(changes(), POLICY);
        assertAllRefused(deletions(), POLICY);
        // and everything else goes on
        con.getBlobClient("new").upload(BinaryData.fromString("x"));
        assertRefused(409, POLICY, () -> con.getBlobClient("new").upload(BinaryData.fromString("y"), true));
        assertRefused(409, "BlobAlreadyExists", () -> blob.upload(BinaryData.fromString("y"), false));
        blob.setAccessTier(AccessTier.COOL);
        blob.setTags(Map.of("t", "1"));
        var lease = new BlobLeaseClientBuilder().blobClient(blob).buildClient();
        lease.acquireLease(15);
        lease.releaseLease();
        assertThat(con.listBlobs()).hasSize(5);
    }

    @Test
    void whenItsDaysAreOverABlobIsDeletedButNotChanged() throws SQLException {
        protect(3, Appends.NONE);
        clock.move(Duration.ofDays(3).minusMinutes(1).toSeconds());
        assertAllRefused(deletions(), POLICY);

        clock.move(Duration.ofDays(3).plusMinutes(1).toSeconds());
        assertAllRefused(changes(), POLICY);
        blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);

        assertThat(blob.exists()).isFalse();
        blob.upload(BinaryData.fromString("again"));
        assertRefused(409, POLICY, blob::delete);
    }

    @Test
    void aPolicyThatIsTakenAwayLeavesNothing() {
        String etag = protect(3, Appends.NONE);
        assertRefused(409, POLICY, log::delete);

        immutability.delete(accounts.require(account), "con", etag);

        blob.upload(BinaryData.fromString("two"), true);
        log.delete();
        assertThat(con.getProperties().hasImmutabilityPolicy()).isFalse();
    }

    @Test
    void aLegalHoldKeepsEverythingUntilItIsCleared() throws SQLException {
        protect(1, Appends.ALL);
        hold(null);
        clock.move(Duration.ofDays(400).toSeconds());

        assertAllRefused(changes(), HOLD);
        assertAllRefused(deletions(), HOLD);
        con.getBlobClient("new").upload(BinaryData.fromString("x"));
        clear();
        log.delete();
        assertThat(log.exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPEND_BLOBS", "ALL", "hold"})
    void whereItIsAllowedAnAppendBlobGrows(String how) {
        if (how.equals("hold")) {
            hold(true);
        } else {
            protect(3, Appends.valueOf(how));
        }
        String code = how.equals("hold") ? HOLD : POLICY;

        log.appendBlock(new ByteArrayInputStream(LINE), LINE.length);

        assertThat(log.downloadContent()).hasToString("line");
        assertRefused(409, code, () -> log.setMetadata(Map.of("a", "b")));
        assertRefused(409, code, log::delete);
        assertRefused(409, code, () -> blob.upload(BinaryData.fromString("two"), true));
    }

    @Test
    void theContainerTellsOfThemAndIsNotDeleted() {
        assertThat(con.getProperties().hasImmutabilityPolicy()).isFalse();
        assertThat(con.getProperties().hasLegalHold()).isFalse();
        String etag = protect(3, Appends.NONE);
        assertThat(con.getProperties().hasImmutabilityPolicy()).isTrue();
        assertThat(con.getProperties().hasLegalHold()).isFalse();
        assertRefused(409, "ContainerImmutabilityPolicyUnlocked", con::delete);
        immutability.lock(accounts.require(account), "con", etag, CALLER);
        assertRefused(409, "ContainerImmutabilityPolicyLocked", con::delete);
        hold(null);
        assertRefused(409, "ContainerHasLegalHold", con::delete);
        assertThat(withKey().listBlobContainers())
                .singleElement()
                .matches(item -> item.getProperties().isHasImmutabilityPolicy())
                .matches(item -> item.getProperties().isHasLegalHold());

        for (ThrowingCallable deletion :
                List.<ThrowingCallable>of(() -> deleteAccount(), this::deleteByResourceManager)) {
            assertThatThrownBy(deletion)
                    .isInstanceOfSatisfying(
                            AzureException.class,
                            fault -> assertThat(fault.status() + " " + fault.code())
                                    .isEqualTo("409 ContainerProtectedFromDeletion"));
        }
        assertThat(blob.downloadContent()).hasToString("one");
    }

    private void deleteByResourceManager() {
        containerDeletion.delete(accounts.require(account), "con");
    }

    @Test
    void otherContainersAreNotProtected() {
        protect(3, Appends.NONE);
        hold(null);
        containers.ensure(account, "free");
        BlobClient free = con.getServiceClient().getBlobContainerClient("free").getBlobClient("b");

        free.upload(BinaryData.fromString("x"));
        free.upload(BinaryData.fromString("y"), true);
        free.delete();
        con.getServiceClient().deleteBlobContainer("free");
    }

    @Test
    void versionsStayToo() {
        var now = accounts.require(account);
        accounts.setDataProtection(now, now.softDelete(), now.versioning().switched(true));
        BlobClient versioned = con.getBlobClient("v");
        versioned.upload(BinaryData.fromString("one"));
        String first = versioned.getProperties().getVersionId();
        versioned.upload(BinaryData.fromString("two"), true);
        protect(3, Appends.NONE);

        assertRefused(409, POLICY, () -> versioned.upload(BinaryData.fromString("3"), true));
        assertRefused(409, POLICY, () -> versioned.setMetadata(Map.of("a", "b")));
        assertRefused(409, POLICY, versioned::delete);
        assertRefused(409, POLICY, versioned.getVersionClient(first)::delete);
        assertThat(versioned.downloadContent()).hasToString("two");
        assertThat(versioned.getVersionClient(first).downloadContent()).hasToString("one");
    }
}
