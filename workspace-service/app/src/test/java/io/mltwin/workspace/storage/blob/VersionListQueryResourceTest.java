package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** List Blobs with {@code include=deletedwithversions}. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class VersionListQueryResourceTest extends WithVersions {

    private List<BlobItem> names(BlobListDetails details, int most) {
        return con
                .listBlobs(
                        new ListBlobsOptions()
                                .setMaxResultsPerPage(most)
                                .setDetails(details.setRetrieveDeletedBlobsWithVersions(true)),
                        null)
                .stream()
                .toList();
    }

    private static boolean only(BlobItem item) {
        return Boolean.TRUE.equals(item.hasVersionsOnly());
    }

    @Test
    void aNameWithoutACurrentVersionIsListedOnceAsItsLastOne() {
        put("one");
        put("three");
        blob.setMetadata(Map.of("k", "v"));
        blob.delete();
        con.getBlobClient("a").upload(BinaryData.fromString("there"));

        List<BlobItem> all = names(new BlobListDetails().setRetrieveMetadata(true), 1);

        assertThat(all).extracting(BlobItem::getName).containsExactly("a", "b");
        assertThat(all.get(0)).matches(item -> !only(item) && item.isCurrentVersion());
        assertThat(all.get(1))
                .matches(VersionListQueryResourceTest::only)
                .matches(item -> item.getVersionId() == null && item.getSnapshot() == null)
                .matches(item -> !Boolean.TRUE.equals(item.isDeleted()))
                .satisfies(item -> {
                    assertThat(item.getProperties().getContentLength()).isEqualTo(5);
                    assertThat(item.getMetadata()).isEqualTo(Map.of("k", "v"));
                });
        assertThat(con.listBlobs()).extracting(BlobItem::getName).containsExactly("a");
        put("again");
        assertThat(names(new BlobListDetails(), 9)).noneMatch(VersionListQueryResourceTest::only);
    }

    @Test
    void deletedVersionsCountAsLongAsTheyCanComeBack() {
        keeping(true, new SoftDelete(7, null));
        String first = put("one");
        blob.delete();
        blob.getVersionClient(first).delete();

        assertThat(names(new BlobListDetails(), 9)).singleElement().matches(VersionListQueryResourceTest::only);
        keeping(true, SoftDelete.NONE);
        BlobClient gone = con.getBlobClient("gone");
        String last = put(gone, new byte[1]);
        gone.delete();
        gone.getVersionClient(last).delete();
        assertThat(names(new BlobListDetails(), 9)).hasSize(1);
    }

    @Test
    void pagesPrefixesAndOtherDetailsGoTogether() {
        List<String> gone = IntStream.range(0, 7)
                .mapToObj(i -> "dir" + i % 2 + "/" + i)
                .sorted()
                .peek(each -> {
                    put(con.getBlobClient(each), new byte[1]);
                    put(con.getBlobClient(each), new byte[2]);
                    con.getBlobClient(each).delete();
                })
                .toList();
        put("there");

        for (int most : new int[] {1, 2, 3, 100}) {
            assertThat(names(new BlobListDetails(), most).stream().filter(one -> only(one)))
                    .extracting(BlobItem::getName)
                    .containsExactlyElementsOf(gone);
        }
        assertThat(names(new BlobListDetails().setRetrieveVersions(true), 2)).hasSize(1 + 3 * gone.size());
        assertThat(con.listBlobsByHierarchy(
                        "/",
                        new ListBlobsOptions()
                                .setDetails(new BlobListDetails().setRetrieveDeletedBlobsWithVersions(true)),
                        null))
                .extracting(BlobItem::getName)
                .containsExactlyInAnyOrder("dir0/", "dir1/", "b");
        assertThat(con.listBlobs(
                        new ListBlobsOptions()
                                .setPrefix("dir1/")
                                .setDetails(new BlobListDetails().setRetrieveDeletedBlobsWithVersions(true)),
                        null))
                .hasSize(3);
    }

    @Test
    void aDeletedBlobOfTheSameNameIsListedOnce() {
        keeping(true, new SoftDelete(7, null));
        put("one");
        blob.delete();
        keeping(false, new SoftDelete(7, null));
        blob.upload(BinaryData.fromString("two"));
        blob.delete();

        assertThat(names(new BlobListDetails(), 9)).singleElement().matches(VersionListQueryResourceTest::only);
        assertThat(names(new BlobListDetails().setRetrieveDeletedBlobs(true), 9))
                .singleElement()
                .matches(item -> item.isDeleted() && !only(item));
    }
}
