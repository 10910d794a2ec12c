package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of blobs, by Azure's own client for Java. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobVersionsResourceTest extends WithVersions {

    private static final String ID = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z";

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 20_000, 64 * 1024, 200_000, 9_000_000})
    void whatIsOverwrittenStaysReadable(int length) {
        byte[] content = random(length);

        String first = put(blob, content);
        String second = put("two");

        assertThat(first).matches(ID).isLessThan(second);
        assertThat(blob.downloadContent()).hasToString("two");
        BlobClient previous = blob.getVersionClient(first);
        assertThat(previous.downloadContent().toBytes()).isEqualTo(content);
        assertThat(previous.getProperties().getVersionId()).isEqualTo(first);
        assertThat(previous.getProperties().isCurrentVersion()).isNotEqualTo(true);
        assertThat(blob.getProperties().getVersionId()).isEqualTo(second);
        assertThat(blob.getProperties().isCurrentVersion()).isTrue();
        assertThat(read(second)).isEqualTo("two");
        assertThat(blob.getVersionClient(second).getProperties().isCurrentVersion())
                .isTrue();
    }

    /** What makes a new version of a blob, and what it reads as then. */
    private enum Writing {
        PUT(blob -> put(blob, "new".getBytes()), "new"),
        BLOCKS(
                blob -> {
                    BlockBlobClient blocks = blob.getBlockBlobClient();
                    blocks.stageBlock("YQ==", BinaryData.fromString("new"));
                    return blocks.commitBlockList(List.of("YQ=="), true).getVersionId();
                },
                "new"),
        COPY(
                blob -> {
                    BlobClient source = blob.getContainerClient().getBlobClient("source");
                    source.upload(BinaryData.fromString("new"), true);
                    blob.copyFromUrl(source.getBlobUrl());
                    return blob.getProperties().getVersionId();
                },
                "new"),
        METADATA(
                blob -> blob.setMetadataWithResponse(Map.of("k", "2"), null, null, Context.NONE)
                        .getHeaders()
                        .getValue(HttpHeaderName.fromString("x-ms-version-id")),
                "old"),
        SNAPSHOT(
                blob -> {
                    blob.createSnapshot();
                    return blob.getProperties().getVersionId();
                },
                "old"),
        APPEND(
                blob -> {
                    blob.getAppendBlobClient().create(true);
                    return blob.getProperties().getVersionId();
                },
                "");

        private final Function<BlobClient, String> write;
        private final String after;

        Writing(Function<BlobClient, String> write, String after) {
            this.write = write;
            this.after = after;
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesMakeAVersion(Writing by) {
        String first = put("old");
        blob.setTags(Map.of("t", "1"));

        String second = by.write.apply(blob);

        assertThat(second).matches(ID).isGreaterThan(first);
        assertThat(blob.downloadContent()).hasToString(by.after);
        assertThat(read(first)).isEqualTo("old");
        assertThat(blob.getVersionClient(first).getTags()).isEqualTo(Map.of("t", "1"));
        assertThat(blob.getVersionClient(first).getProperties().getMetadata()).isEmpty();
        assertThat(versions())
                .filteredOn(item -> item.getName().equals("b"))
                .extracting(BlobItem::getVersionId, BlobItem::isCurrentVersion)
                .containsExactly(tuple(first, null), tuple(second, true));
    }

    @Test
    void readsAndTagsMakeNone() {
        String first = put("old");

        blob.setHttpHeaders(new BlobHttpHeaders().setContentType("text/x"));
        blob.setTags(Map.of("t", "1"));
        blob.setAccessTier(AccessTier.COOL);
        String lease =
                new BlobLeaseClientBuilder().blobClient(blob).buildClient().acquireLease(-1);
        blob.getBlockBlobClient()
                .stageBlockWithResponse(
                        "YQ==", new ByteArrayInputStream(new byte[] {1}), 1, null, lease, null, Context.NONE);

        assertThat(versions()).singleElement().matches(item -> item.isCurrentVersion());
        assertThat(blob.getProperties().getVersionId()).isEqualTo(first);
        AppendBlobClient log = con.getBlobClient("log").getAppendBlobClient();
        String made = log.create().getVersionId();
        log.appendBlock(new ByteArrayInputStream(new byte[] {'a'}), 1);
        assertThat(log.getProperties().getVersionId()).isEqualTo(made);
        assertThat(versions()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 20_000, 200_000})
    void metadataOfALargeBlobIsChangedWithoutLosingEither(int length) {
        byte[] content = random(length);
        String first = put(blob, content);
        blob.setMetadata(Map.of("k", "1"));
        String second = blob.getProperties().getVersionId();
        blob.setMetadata(Map.of("k", "2"));

        blob.getVersionClient(first).delete();
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
        assertThat(blob.getVersionClient(second).downloadContent().toBytes()).isEqualTo(content);
        assertThat(blob.getVersionClient(second).getProperties().getMetadata()).isEqualTo(Map.of("k", "1"));
        put("other");
        blob.getVersionClient(second).delete();
        assertThat(versions()).hasSize(2);
        assertThat(read(versions().get(0).getVersionId())).isEqualTo(new String(content));
    }

    @Test
    void blocksThatTwoVersionsShareStayAsLongAsOneIsThere() {
        // Given a blob of one file whose blocks are known
        byte[] big = random(300_000);
        BlockBlobClient source = con.getBlobClient("source").getBlockBlobClient();
        source.stageBlock("YQ==", BinaryData.fromBytes(big));
        source.commitBlockList(List.of("YQ=="));
        blob.copyFromUrl(source.getBlobUrl());
        String first = blob.getProperties().getVersionId();

        // When
        BlockBlobClient blocks = blob.getBlockBlobClient();
        blocks.stageBlock("Yg==", BinaryData.fromBytes(big));
        blocks.commitBlockList(List.of("YQ==", "Yg=="), true);
        blob.getVersionClient(first).delete();

        // Then
        byte[] twice = Arrays.copyOf(big, 2 * big.length);
        System.arraycopy(big, 0, twice, big.length, big.length);
        assertThat(blob.downloadContent().toBytes()).isEqualTo(twice);
    }

    @Test
    void aDeletedBlobIsItsVersions() {
        String first = put("one");
        String second = put("two");

        assertThat(isPermanent(blob)).isEqualTo("false");

        assertThat(blob.exists()).isFalse();
        assertRefused(404, "BlobNotFound", blob::downloadContent);
        assertRefused(404, "BlobNotFound", blob::delete);
        assertThat(con.listBlobs()).isEmpty();
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(first, second);
        assertThat(versions()).noneMatch(item -> Boolean.TRUE.equals(item.isCurrentVersion()));
        assertThat(read(second)).isEqualTo("two");
        String third = put("three");
        assertThat(versions()).extracting(BlobItem::getVersionId).containsExactly(first, second, third);
    }

    private static String isPermanent(BlobClient deleted) {
        return deleted.deleteWithResponse(null, null, null, Context.NONE)
                .getHeaders()
                .getValue(HttpHeaderName.fromString("x-ms-delete-type-permanent"));
    }

    @Test
    void aVersionIsRestoredByCopyingItOver() {
        String first = put("one");
        blob.setTags(Map.of("t", "1"));
        put("two");

        blob.copyFromUrl(blob.getVersionClient(first).getBlobUrl());

        assertThat(blob.downloadContent()).hasToString("one");
        assertThat(versions()).hasSize(3);
        blob.delete();
        blob.copyFromUrl(blob.getVersionClient(first).getBlobUrl());
        assertThat(blob.downloadContent()).hasToString("one");
    }

    @Test
    void versionDeletedByItsIdIsGoneWithItsFiles() {
        String empty = stored();
        String small = put("one");
        String large = put(blob, random(200_000));
        String blocks = put(blob, random(9_000_000));
        blob.setMetadata(Map.of("k", "v"));
        blob.createSnapshot();
        blob.deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null, null, Context.NONE);
        assertThat(versions()).hasSize(5);

        for (String each : List.of(small, large, blocks)) {
            assertThat(isPermanent(blob.getVersionClient(each))).isEqualTo("true");
            assertRefused(404, "BlobNotFound", blob.getVersionClient(each)::downloadContent);
        }
        versions().forEach(item -> blob.getVersionClient(item.getVersionId()).delete());

        assertThat(stored()).isEqualTo(empty);
    }

    @Test
    void snapshotsGoWithTheBlobAndVersionsStay() {
        put("one");
        blob.createSnapshot();
        assertRefused(409, "SnapshotsPresent", blob::delete);

        blob.deleteWithResponse(DeleteSnapshotsOptionType.ONLY, null, null, Context.NONE);

        assertThat(blob.exists()).isTrue();
        assertThat(versions()).hasSize(2);
        blob.delete();
        assertThat(versions()).hasSize(2);
    }

    @Test
    void aLeaseIsOfTheCurrentVersion() {
        String first = put("one");
        String lease =
                new BlobLeaseClientBuilder().blobClient(blob).buildClient().acquireLease(-1);
        BlobRequestConditions with = new BlobRequestConditions().setLeaseId(lease);
        assertRefused(412, "LeaseIdMissing", () -> put("two"));
        assertRefused(412, "LeaseIdMissing", () -> blob.setMetadata(Map.of()));
        blob.setMetadataWithResponse(Map.of("k", "v"), with, null, Context.NONE);

        assertThat(blob.getProperties().getLeaseStatus()).hasToString("locked");
        assertThat(blob.getVersionClient(first).getProperties().getLeaseStatus())
                .isNull();
        blob.getVersionClient(first).delete();
        assertRefused(412, "LeaseIdMissing", blob::delete);
        blob.deleteWithResponse(null, with, null, Context.NONE);
        assertThat(versions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5000})
    void pagesEndAndBeginWithinABlob(int most) {
        for (String each : List.of("a", "b", "b/c", "c")) {
            for (int i = 0; i < 3; i++) {
                put(con.getBlobClient(each), new byte[] {(byte) i});
            }
        }
        con.getBlobClient("c").delete();

        List<String> seen = con.listBlobs(all(new BlobListDetails()).setMaxResultsPerPage(most), null).stream()
                .map(item -> item.getName() + " " + item.getVersionId())
                .toList();

        assertThat(seen).hasSize(12).doesNotHaveDuplicates().isSorted();
        assertThat(con.listBlobs()).extracting(BlobItem::getName).containsExactly("a", "b", "b/c");
        assertThat(con.listBlobsByHierarchy("/", all(new BlobListDetails()), null))
                .hasSize(10);
    }

    @Test
    void withoutVersioningNoMoreAreMade() {
        String first = put("one");
        keeping(false, SoftDelete.NONE);

        assertThat(put("two")).isNull();
        assertThat(put("three")).isNull();

        assertThat(read(first)).isEqualTo("one");
        assertThat(versions()).hasSize(2).noneMatch(one -> Boolean.TRUE.equals(one.isCurrentVersion()));
        blob.setMetadata(Map.of("k", "v"));
        blob.delete();
        assertThat(versions())
                .singleElement()
                .matches(item -> item.getVersionId().equals(first));
        keeping(true, SoftDelete.NONE);
        assertThat(put("four")).isGreaterThan(first);
    }

    @Test
    void earlierBlobBecomesAVersionWhenItIsOverwritten() {
        keeping(false, SoftDelete.NONE);
        put("before");
        keeping(true, SoftDelete.NONE);
        assertThat(blob.getProperties().getVersionId()).isNull();
        assertThat(blob.downloadContent()).hasToString("before");

        String second = put("after");

        List<BlobItem> all = versions();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).getVersionId()).matches(ID).isLessThan(second);
        assertThat(read(all.get(0).getVersionId())).isEqualTo("before");
    }

    @Test
    void aVersionStaysUnderItsKey() {
        CustomerProvidedKey key = new CustomerProvidedKey(Arrays.copyOf(random(32), 32));
        BlobClient mine = blob.getCustomerProvidedKeyClient(key);
        String first = put(mine, "secret".getBytes());
        mine.setMetadata(Map.of("k", "v"));
        String second = mine.getProperties().getVersionId();
        put("plain");

        for (String each : List.of(first, second)) {
            assertThat(mine.getVersionClient(each).downloadContent()).hasToString("secret");
            assertRefused(409, "BlobUsesCustomerSpecifiedEncryption", blob.getVersionClient(each)::downloadContent);
        }
    }

    @Test
    void tagsAndTierAreOfEachVersion() {
        String first = put("one");
        put("two");
        BlobClient previous = blob.getVersionClient(first);

        previous.setTags(Map.of("t", "old"));
        previous.setAccessTier(AccessTier.COOL);

        assertThat(previous.getTags()).isEqualTo(Map.of("t", "old"));
        assertThat(blob.getTags()).isEmpty();
        assertThat(previous.getProperties().getAccessTier()).isEqualTo(AccessTier.COOL);
        assertThat(blob.getProperties().isAccessTierInferred()).isTrue();
        assertThat(con.findBlobsByTags("t='old'")).isEmpty();
    }
}
