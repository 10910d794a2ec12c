package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists with a delimiter show each folder once, whatever lies in it and wherever a page ends. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class FolderListResourceTest extends WithBlobAccount {

    private static final List<String> NAMES = Stream.of(
                    Stream.of(
                            "a",
                            "a-b/c",
                            "a.b",
                            "a/1",
                            "a/2",
                            "a/b/3",
                            "a/b/4",
                            "a0",
                            "b",
                            "b/1",
                            "c/",
                            "z\uD83D\uDE00/x",
                            "z\uD83D\uDE00/y",
                            "z\uD83D\uDE00z/1",
                            "zz//1",
                            "zz//2",
                            "zz/1",
                            "zz/2/b/1",
                            "\u00e4/1",
                            "\uD83D\uDE00"),
                    IntStream.range(0, 150).mapToObj("big/%03d"::formatted),
                    IntStream.range(0, 120).mapToObj("z\uD83D\uDE00/%03d"::formatted))
            .flatMap(names -> names)
            .toList();

    private static BlobContainerClient con;

    @BeforeEach
    void storeThemOnce() {
        if (con == null) {
            con = withKey().getBlobContainerClient("con");
            NAMES.parallelStream().forEach(name -> con.getBlobClient(name).upload(BinaryData.fromString(name)));
            con.getBlobClient("a/1").createSnapshot();
            con.getBlobClient("q/uncommitted").getBlockBlobClient().stageBlock("YQ==", BinaryData.fromString("q"));
        }
    }

    @ParameterizedTest(name = "delimiter {0} prefix {1} uncommitted {2}")
    @CsvSource({
        "/, '', false",
        "/, '', true",
        "/, a, false",
        "/, a/, false",
        "/, a/b, false",
        "/, a/b/, false",
        "/, c/, false",
        "/, big, false",
        "/, big/, false",
        "/, z, false",
        "/, z\uD83D\uDE00, false",
        "/, z, true",
        "0, '', false",
        "9, big/, false",
        "/, zz/, false",
        "/, q, true",
        "/, none, false",
        "//, '', false",
        "/b, '', false",
        "b/, '', false",
        "\uD83D\uDE00, '', false",
        "\uD83D\uDE00, z, false",
        "/x, z\uD83D\uDE00, false",
        "%, '', false",
        "\uDBFF\uDFFD, '', false",
        "\uDBFF\uDFFF, '', false"
    })
    void eachFolderIsShownOnce(String delimiter, String prefix, boolean uncommitted) {
        TreeSet<String> expected = new TreeSet<>(FolderListResourceTest::byCodePoint);
        NAMES.forEach(name -> expected.add(shown(name, delimiter, prefix)));
        if (uncommitted) {
            expected.add(shown("q/uncommitted", delimiter, prefix));
        }
        expected.removeIf(name -> !name.startsWith(prefix));
        for (int most : new int[] {7, 5000}) {
            ListBlobsOptions options = new ListBlobsOptions()
                    .setPrefix(prefix)
                    .setMaxResultsPerPage(most)
                    .setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(uncommitted));
            // the client gives a page's blobs first and its prefixes after them
            assertThat(con.listBlobsByHierarchy(delimiter, options, null).stream()
                            .map(BlobItem::getName))
                    .as("pages of %s", most)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String shown(String name, String delimiter, String prefix) {
        int end = name.startsWith(prefix) ? name.indexOf(delimiter, prefix.length()) : -1;
        return end < 0 ? name : name.substring(0, end + delimiter.length());
    }

    private static int byCodePoint(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
