package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.batch.BlobBatch;
import com.azure.storage.blob.batch.BlobBatchClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.blob.batch.BlobBatchStorageException;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blob Batch, by Azure's client for batches and by hand where it would not send such a thing. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobBatchResourceTest extends WithBlobAccount {

    private BlobContainerClient con;

    @BeforeEach
    void blobs() {
        con = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient()
                .getBlobContainerClient("con");
        for (String blob : List.of("a", "b c", "d/e")) {
            con.getBlobClient(blob).upload(BinaryData.fromString(blob));
        }
    }

    private List<String> names() {
        return con.listBlobs().stream().map(BlobItem::getName).toList();
    }

    private BlobBatchClient batches() {
        return new BlobBatchClientBuilder(byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                        .buildClient())
                .buildClient();
    }

    @Test
    void blobsAreDeletedTogether() {
        con.getBlobClient("a").createSnapshot();

        BlobBatch batch = batches().getBlobBatch();
        var first = batch.deleteBlob("con", "a", DeleteSnapshotsOptionType.INCLUDE, null);
        batch.deleteBlob("con", "b c");
        batch.deleteBlob("con", "d/e");
        batches().submitBatch(batch);

        assertThat(first.getStatusCode()).isEqualTo(202);

        assertThat(names()).isEmpty();
    }

    @Test
    void eachIsAnsweredByItself() {
        BlobBatch batch = batches().getBlobBatch();
        var first = batch.deleteBlob("con", "a");
        var missing = batch.deleteBlob("con", "missing");
        var last = batch.deleteBlob("con", "d/e");

        assertThatThrownBy(() -> batches().submitBatch(batch))
                .isInstanceOfSatisfying(
                        BlobBatchStorageException.class,
                        refused -> assertThat(refused.getBatchExceptions())
                                .singleElement()
                                .satisfies(
                                        one -> assertThat(one.getStatusCode()).isEqualTo(404)));

        assertThat(first.getStatusCode()).isEqualTo(202);
        assertThat(last.getStatusCode()).isEqualTo(202);
        assertThatThrownBy(missing::getStatusCode).isInstanceOf(BlobStorageException.class);
        assertThat(names()).containsExactly("b c");
    }

    @Test
    void tiersAreSetTogether() {
        BlobBatch batch = batches().getBlobBatch();
        batch.setBlobAccessTier("con", "a", AccessTier.COOL);
        batch.setBlobAccessTier("con", "b c", AccessTier.COOL);
        batches().submitBatch(batch);

        assertThat(con.getBlobClient("a").getProperties().getAccessTier()).isEqualTo(AccessTier.COOL);
        assertThat(con.getBlobClient("d/e").getProperties().getAccessTier()).isEqualTo(AccessTier.HOT);
    }

    @Test
    void aSignatureForAContainerIsGoodForABatchOfIt() {
        String signature = con.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobContainerSasPermission().setDeletePermission(true)));
        String body = part("DELETE /con/a?" + signature + " HTTP/1.1")
                + part("DELETE /con/d%2Fe?" + signature + " HTTP/1.1")
                + "--b--\r\n";
        String path = "/con?restype=container&comp=batch&" + signature;
        assertThat(post(path.replace("sp=d", "sp=r"), body, null).status()).isEqualTo(403);
        assertThat(post("/?comp=batch&" + signature, body, null).status()).isEqualTo(403);

        Answer done = post(path, body, null);

        assertThat(done.status()).isEqualTo(202);
        assertThat(done.body()).doesNotContain("<Error>");
        assertThat(names()).containsExactly("b c");
    }

    @Test
    void aPathBeginsWithTheAccountWhereTheAddressDoes() {
        BlobBatchClient byPath = new BlobBatchClientBuilder(withKey()).buildClient();
        BlobClient blob = container().getBlobClient("a");

        byPath.deleteBlobs(List.of(blob.getBlobUrl()), null)
                .forEach(answer -> assertThat(answer.getStatusCode()).isEqualTo(202));

        assertThat(names()).containsExactly("b c", "d/e");
    }

    private static String part(String request) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: 0\r\n\r\n"
                + request
                + "\r\n\r\n";
    }

    /** Of what REST-assured cannot send. */
    private record Answer(int status, String body) {}

    /**
     * @param objectId null for no token
     */
    private Answer post(String path, String body, String objectId) {
        return post(path, "multipart/mixed; boundary=b", body, objectId);
    }

    private Answer post(String path, String contentType, String body, String objectId) {
        HttpRequest request = new HttpRequest(HttpMethod.POST, "https://" + addresses.blobHost(name) + path)
                .setHeader(HttpHeaderName.fromString("x-ms-version"), "2025-07-05")
                .setBody(BinaryData.fromString(body));
        if (contentType == null) {
            request.getHeaders().remove(HttpHeaderName.CONTENT_TYPE);
        } else {
            request.setHeader(HttpHeaderName.CONTENT_TYPE, contentType);
        }
        if (objectId != null) {
            request.setHeader(
                    HttpHeaderName.AUTHORIZATION,
                    "Bearer " + issuer.aad(AUDIENCE, objectId).sign());
        }
        try (HttpResponse answer = http().sendSync(request, Context.NONE)) {
            return new Answer(
                    answer.getStatusCode(), answer.getBodyAsBinaryData().toString());
        }
    }

    private String bearer(String objectId) {
        return "\r\nAuthorization: Bearer " + issuer.aad(AUDIENCE, objectId).sign();
    }

    @Test
    void eachRequestNeedsACredentialOfItsOwn() {
        String before = stored();

        Answer none = post("/?comp=batch", part("DELETE /con/a HTTP/1.1") + "--b--\r\n", WRITER);
        assertThat(none.status()).isEqualTo(202);
        assertThat(none.body()).contains("HTTP/1.1 401 ", "NoAuthenticationInformation");
        Answer stranger = post("/?comp=batch", part("DELETE /con/a HTTP/1.1" + bearer(STRANGER)) + "--b--\r\n", WRITER);
        assertThat(stranger.status()).isEqualTo(202);
        assertThat(stranger.body())
                .contains("HTTP/1.1 403 ", "AuthorizationPermissionMismatch")
                .containsPattern("x-ms-request-id: [0-9a-f-]{36}\r\n");
        String right = part("DELETE /con/a HTTP/1.1" + bearer(WRITER)) + "--b--\r\n";
        assertThat(post("/?comp=batch", right, STRANGER).status()).isEqualTo(403);
        assertThat(stored()).isEqualTo(before);

        Answer done = post("/?comp=batch", right, WRITER);
        assertThat(done.status()).isEqualTo(202);
        assertThat(done.body())
                .contains("HTTP/1.1 202 Accepted", "Content-ID: 0")
                .containsPattern("x-ms-request-id: [0-9a-f-]{36}\r\n")
                .doesNotContain("<Error>");
        assertThat(names()).doesNotContain("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /con/a HTTP/1.1",
                "PUT /con/a?comp=metadata HTTP/1.1",
                "GET /con/a HTTP/1.1",
                "DELETE /con?restype=container HTTP/1.1",
                "DELETE /con/a?versionid=1 HTTP/1.1",
                "POST /?comp=batch HTTP/1.1",
                "DELETE con/a HTTP/1.1",
                "DELETE /con/a",
                "DELETE /con/a HTTP/1.1\r\nno header",
                "DELETE /con/a HTTP/1.1\r\n\r\na body"
            })
    void whatABatchCannotHoldIsRefusedWhole(String request) {
        String before = stored();

        Answer answer = post(
                "/?comp=batch",
                part("DELETE /con/d%2Fe HTTP/1.1" + bearer(WRITER)) + part(request) + "--b--\r\n",
                WRITER);
        assertFailed(answer, "InvalidInput", "InvalidQueryParameterValue");

        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b--\r\n",
                "no parts",
                "--b\r\nContent-Type: application/http\r\n\r\nDELETE /con/a HTTP/1.1\r\n\r\n--b--\r\n",
                "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nDELETE /con/a HTTP/1.1\r\n\r\n"
            })
    void whatIsNoBatchIsRefused(String body) {
        String before = stored();

        assertFailed(post("/?comp=batch", body, WRITER), "InvalidInput");

        assertThat(stored()).isEqualTo(before);
    }

    /** The parts of the body are between lines {@code --b}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/mixed | InvalidHeaderValue",
                "multipart/mixed; boundary= | InvalidHeaderValue",
                "multipart/mixed; boundary=b b | InvalidHeaderValue",
                "text/plain; boundary=b | InvalidHeaderValue",
                "multipart/mixed; boundary=a; boundary=b | InvalidInput",
                "multipart/mixed; boundary=a | InvalidInput",
                "multipart/mixed; boundary=b | -",
                "multipart/mixed; Boundary=b | -",
                "multipart/mixed; boundary= b | -",
                "multipart/mixed; boundary=\"b\" | -",
                "Multipart/Mixed;boundary=b; charset=utf-8 | -"
            })
    void aBatchNamesItsBoundary(String contentType, String code) {
        String body = part("DELETE /con/a HTTP/1.1" + bearer(WRITER)) + "--b--\r\n";

        Answer answer = post("/?comp=batch", contentType, body, WRITER);

        if (code.equals("-")) {
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).contains("HTTP/1.1 202 Accepted");
        } else {
            assertFailed(answer, code);
        }
        assertThat(names().contains("a")).isEqualTo(!code.equals("-"));
    }

    @Test
    void aBatchHasAContentType() {
        Answer answer = post("/?comp=batch", null, "--b--\r\n", WRITER);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>MissingRequiredHeader<");
    }

    /** Azure accepts such a batch; the reason is its only part, which has no number. */
    private static void assertFailed(Answer answer, String... codes) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body())
                .containsOnlyOnce("HTTP/1.1 ")
                .contains("HTTP/1.1 400 Bad Request\r\n")
                .containsPattern("x-ms-error-code: (" + String.join("|", codes) + ")\r\n")
                .containsPattern("x-ms-request-id: [0-9a-f-]{36}\r\n")
                .doesNotContain("Content-ID");
    }

    @Test
    void aBatchOfAContainerHoldsNoOther() {
        containers.ensure(account, "other");
        String before = stored();

        assertFailed(
                post(
                        "/other?restype=container&comp=batch",
                        part("DELETE /con/a HTTP/1.1" + bearer(WRITER)) + "--b--\r\n",
                        WRITER),
                "InvalidInput");

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aBatchHoldsAtMost256OfOneOperation() {
        String one = part("DELETE /con/none HTTP/1.1" + bearer(WRITER));
        String many = String.join("", IntStream.range(0, 257).mapToObj(i -> one).toList());
        String tier = part("PUT /con/a?comp=tier HTTP/1.1\r\nx-ms-access-tier: Cool" + bearer(WRITER));
        String before = stored();

        assertFailed(post("/?comp=batch", many + "--b--\r\n", WRITER), "ExceedsMaxBatchRequestCount");
        assertFailed(post("/?comp=batch", one + tier + "--b--\r\n", WRITER), "AllBatchSubRequestsShouldBeSameApi");

        assertThat(stored()).isEqualTo(before);
    }
}
