package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobBreakLeaseOptions;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the way of a change or a read: conditions, leases, snapshots. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BlobConditionCases {
    private static final OffsetDateTime PAST = OffsetDateTime.now().minusDays(1);
    private static final OffsetDateTime FUTURE = OffsetDateTime.now().plusDays(1);

    private BlobContainerClient container;

    @BeforeAll
    void connect() throws Exception {
        container = SdkSuite.get().account.byKey().createBlobContainerIfNotExists("conditions");
    }

    /** Conditions of a blob's tag, once met and once not. */
    private record Condition(
            String name,
            UnaryOperator<BlobRequestConditions> met,
            Function<String, BlobRequestConditions> unmet,
            int read) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The last column is what a read is told that does not meet it. */
    static Stream<Condition> conditions() {
        return Stream.of(
                new Condition(
                        "If-Match",
                        c -> c.setIfMatch("*"),
                        tag -> new BlobRequestConditions().setIfMatch("\"0x1\""),
                        412),
                new Condition(
                        "If-None-Match",
                        c -> c.setIfNoneMatch("\"0x1\""),
                        tag -> new BlobRequestConditions().setIfNoneMatch(tag),
                        304),
                new Condition(
                        "If-Modified-Since",
                        c -> c.setIfModifiedSince(PAST),
                        tag -> new BlobRequestConditions().setIfModifiedSince(FUTURE),
                        304),
                new Condition(
                        "If-Unmodified-Since",
                        c -> c.setIfUnmodifiedSince(FUTURE),
                        tag -> new BlobRequestConditions().setIfUnmodifiedSince(PAST),
                        412),
                new Condition(
                        "x-ms-if-tags",
                        c -> c.setTagsConditions("\"kind\" = 'model'"),
                        tag -> new BlobRequestConditions().setTagsConditions("\"kind\" = 'log'"),
                        412));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void obeyConditions(Condition condition) {
        BlobClient blob = container.getBlobClient("conditional " + condition.name());
        blob.upload(BinaryData.fromString("kept"), true);
        blob.setTags(Map.of("kind", "model"));
        String tag = blob.getProperties().getETag();
        BlobRequestConditions unmet = condition.unmet().apply(tag);
        BlobRequestConditions met = condition.met().apply(new BlobRequestConditions());

        SdkSuite.assertStatus(
                condition.read(), () -> blob.downloadContentWithResponse(null, unmet, null, Context.NONE));
        SdkSuite.assertStatus(condition.read(), () -> blob.getPropertiesWithResponse(unmet, null, Context.NONE));
        SdkSuite.assertStatus(412, () -> blob.setMetadataWithResponse(Map.of("a", "b"), unmet, null, Context.NONE));
        SdkSuite.assertStatus(412, () -> blob.deleteWithResponse(null, unmet, null, Context.NONE));
        assertThat(blob.downloadContent()).hasToString("kept");
        assertThat(blob.getProperties().getETag()).isEqualTo(tag);

        assertThat(blob.downloadContentWithResponse(null, met, null, Context.NONE)
                        .getValue())
                .hasToString("kept");
        blob.setMetadataWithResponse(Map.of("a", "b"), met, null, Context.NONE);
        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void areLeased() {
        BlobClient blob = container.getBlobClient("leased");
        blob.upload(BinaryData.fromString("one"));
        BlobLeaseClient lease = new BlobLeaseClientBuilder().blobClient(blob).buildClient();
        BlobRequestConditions held = new BlobRequestConditions().setLeaseId(lease.acquireLease(-1));
        assertRefused(412, "LeaseIdMissing", () -> blob.upload(BinaryData.fromString("x"), true));
        assertRefused(412, "LeaseIdMissing", blob::delete);
        blob.setMetadataWithResponse(Map.of("k", "v"), held, null, Context.NONE);
        lease.renewLease();
        lease.changeLease("33333333-3333-3333-3333-333333333333");
        assertRefused(
                412,
                "LeaseIdMismatchWithBlobOperation",
                () -> blob.setMetadataWithResponse(Map.of(), held, null, Context.NONE));
        lease.releaseLease();
        lease.acquireLease(15);
        int seconds = lease.breakLeaseWithResponse(
                        new BlobBreakLeaseOptions().setBreakPeriod(Duration.ofSeconds(9)), null, Context.NONE)
                .getValue();
        assertThat(seconds).isBetween(1, 9);
        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.BREAKING);
        lease.breakLeaseWithResponse(new BlobBreakLeaseOptions().setBreakPeriod(Duration.ZERO), null, Context.NONE);
        blob.upload(BinaryData.fromString("two"), true);
        blob.delete();
    }

    @Test
    void haveSnapshots() {
        BlobClient blob = container.getBlobClient("snapped");
        blob.upload(BinaryData.fromString("old"));
        BlobClientBase snapshot = blob.createSnapshot();
        blob.upload(BinaryData.fromString("new"), true);

        assertThat(snapshot.downloadContent()).hasToString("old");
        assertThat(snapshot.getProperties().getBlobSize()).isEqualTo(3);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        snapshot.downloadStreamWithResponse(part, new BlobRange(1), null, null, false, null, Context.NONE);
        assertThat(part).hasToString("ld");
        ListBlobsOptions both = new ListBlobsOptions()
                .setPrefix("snapped")
                .setDetails(new BlobListDetails().setRetrieveSnapshots(true));
        assertThat(container.listBlobs(both, null)).hasSize(2);
        assertRefused(409, "SnapshotsPresent", blob::delete);
        BlobClientBase second = blob.createSnapshot();
        second.delete();
        blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
        assertThat(snapshot.exists()).isFalse();
    }
}
