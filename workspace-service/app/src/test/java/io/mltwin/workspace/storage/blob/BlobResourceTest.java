package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Blob service over HTTPS, used by Azure's own client for Java. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobResourceTest extends WithBlobAccount {

    @Test
    void smallLargeAndEmptyBlobsReadBack() {
        for (int length : new int[] {0, 1, 65_536, 65_537, 3_500_000}) {
            byte[] content = random(length);
            BlobClient blob = container().getBlobClient("dir/a b+ü%&#?/" + length);
            blob.upload(new ByteArrayInputStream(content), length);

            assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
            assertThat(blob.getProperties().getBlobSize()).isEqualTo(length);
            assertThat(blob.getProperties().isServerEncrypted()).isTrue();
        }
    }

    @Test
    void aRangeIsAPartOfTheContent() {
        byte[] content = random(3_500_000);
        BlobClient blob = container().getBlobClient("large");
        blob.upload(new ByteArrayInputStream(content), content.length);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(out, new BlobRange(1_048_000, 200_000L), null, null, false, null, Context.NONE);

        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(content, 1_048_000, 1_248_000));
        as(WRITER, AUDIENCE)
                .header("x-ms-range", "bytes=3499990-33554431")
                .get("/con/large")
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 3499990-3499999/3500000")
                .header("Content-Length", "10");
        as(WRITER, AUDIENCE)
                .header("x-ms-range", "bytes=3500000-")
                .get("/con/large")
                .then()
                .statusCode(416)
                .header("x-ms-error-code", "InvalidRange");
    }

    @Test
    void propertiesAndMetadataStay() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));
        blob.setMetadata(Map.of("k1", "v1", "k_2", "v2"));
        blob.setHttpHeaders(new BlobHttpHeaders()
                .setContentType("odd")
                .setContentLanguage("de")
                .setCacheControl("no-cache"));

        BlobProperties properties = blob.getProperties();

        assertThat(properties.getMetadata()).isEqualTo(Map.of("k1", "v1", "k_2", "v2"));
        assertThat(properties.getContentType()).isEqualTo("odd");
        assertThat(properties.getContentLanguage()).isEqualTo("de");
        assertThat(properties.getCacheControl()).isEqualTo("no-cache");
    }

    @Test
    void blocksBecomeABlobWhenTheirListIsCommitted() {
        byte[] content = random(2_100_000);
        BlockBlobClient blob = container().getBlobClient("blocks").getBlockBlobClient();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(Base64.getEncoder().encodeToString(("?>" + i).getBytes(StandardCharsets.UTF_8)));
            blob.stageBlock(ids.get(i), new ByteArrayInputStream(content, i * 700_000, 700_000), 700_000);
        }

        assertThat(blob.listBlocks(BlockListType.ALL).getUncommittedBlocks()).hasSize(3);
        assertRefused(404, "BlobNotFound", blob::getProperties);

        blob.commitBlockList(ids);
        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);

        blob.commitBlockList(List.of(ids.get(2), ids.get(0)), true);
        assertThat(blob.downloadContent().toBytes())
                .startsWith(Arrays.copyOfRange(content, 1_400_000, 2_100_000))
                .hasSize(1_400_000);
        assertRefused(400, "InvalidBlockList", () -> blob.commitBlockList(List.of(ids.get(1)), true));
    }

    @Test
    void listsHavePagesPrefixesAndMetadata() {
        BlobContainerClient container = container();
        for (int i = 0; i < 12; i++) {
            container.getBlobClient("many/" + i % 3 + "/b" + i).upload(BinaryData.fromString("x"));
        }
        container.getBlobClient("top<&>").upload(BinaryData.fromString("x"));
        container.getBlobClient("top<&>").setMetadata(Map.of("a", "1"));

        assertThat(container.listBlobs(new ListBlobsOptions().setMaxResultsPerPage(5), null))
                .hasSize(13);
        // the client gives a page's blobs first and its prefixes after them
        assertThat(container.listBlobsByHierarchy("/", new ListBlobsOptions(), null))
                .extracting(BlobItem::getName)
                .containsExactlyInAnyOrder("many/", "top<&>");
        assertThat(container.listBlobsByHierarchy("many/"))
                .extracting(BlobItem::getName)
                .containsExactly("many/0/", "many/1/", "many/2/");
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix("top").setDetails(new BlobListDetails().setRetrieveMetadata(true));
        assertThat(container.listBlobs(options, null))
                .extracting(BlobItem::getMetadata)
                .containsExactly(Map.of("a", "1"));
    }

    @Test
    void conditionsHoldBack() {
        BlobClient blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));

        assertRefused(409, "BlobAlreadyExists", () -> blob.upload(BinaryData.fromString("x")));
        BlobRequestConditions another = new BlobRequestConditions().setIfMatch("\"0x1\"");
        assertRefused(412, "ConditionNotMet", () -> blob.deleteWithResponse(null, another, null, Context.NONE));
        String etag = blob.getProperties().getETag();
        as(WRITER, AUDIENCE).header("If-None-Match", etag).get("/con/b").then().statusCode(304);
        byte[] wrong = new byte[16];
        assertRefused(
                400,
                "Md5Mismatch",
                () -> blob.getBlockBlobClient()
                        .uploadWithResponse(
                                new ByteArrayInputStream(new byte[1]),
                                1,
                                null,
                                null,
                                null,
                                wrong,
                                null,
                                null,
                                Context.NONE));
        assertThat(blob.downloadContent().toString()).isEqualTo("hello");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /?comp=other, x-ms-version, 400, InvalidQueryParameterValue",
        "PUT, /con/b?comp=undelete, x-ms-version, 404, BlobNotFound",
        "PUT, /con/b?comp=legalhold, x-ms-version, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-encryption-key, 400, MissingRequiredHeader",
        "PUT, /con/b, x-ms-encryption-scope, 404, EncryptionScopeNotFound",
        "PUT, /con/b, x-ms-legal-hold, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-structured-body, 501, UnsupportedOperation",
        "PUT, /con/b, x-ms-lease-id, 400, InvalidHeaderValue",
        "PUT, /c?restype=container, x-ms-version, 400, OutOfRangeInput",
        "GET, /none/b, x-ms-version, 404, ContainerNotFound",
        "GET, /con/none, x-ms-version, 404, BlobNotFound"
    })
    void whatIsNotBuiltOrNotThereIsSaid(String method, String uri, String header, int status, String code) {
        as(WRITER, AUDIENCE)
                .header(header, "2025-07-05")
                .body("x")
                .request(method, uri)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code)
                .contentType("application/xml")
                .body(containsString("<Code>" + code + "</Code>"));
    }
}
