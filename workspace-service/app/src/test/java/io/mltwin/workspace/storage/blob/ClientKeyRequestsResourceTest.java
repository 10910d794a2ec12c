package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client's key is said: in requests, of sources of copies, and what is no key. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ClientKeyRequestsResourceTest extends WithBlobAccount {

    private static final String NEEDED = "BlobUsesCustomerSpecifiedEncryption";
    private static final CustomerProvidedKey MINE = new CustomerProvidedKey(random(32));
    private static final CustomerProvidedKey ANOTHER = new CustomerProvidedKey(Arrays.copyOf(random(33), 32));

    private BlobContainerClient con;
    private BlobClient bare;
    private BlobClient blob;

    @BeforeEach
    void open() {
        con = container();
        bare = con.getBlobClient("b");
        blob = bare.getCustomerProvidedKeyClient(MINE);
    }

    @ParameterizedTest(name = "{0} from {1} under {2}: {3} {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "put, mine, mine, 201, -",
                "put, mine, -, 409, CannotVerifyCopySource",
                "put, mine, another, 409, CannotVerifyCopySource",
                "put, plain, mine, 409, CannotVerifyCopySource",
                "put, plain, -, 201, -",
                "copy, mine, mine, 202, -",
                "copy, mine, -, 409, CannotVerifyCopySource",
                "block, mine, mine, 201, -",
                "block, mine, another, 409, CannotVerifyCopySource",
                "append, mine, mine, 201, -",
                "append, mine, -, 409, CannotVerifyCopySource",
                "page, mine, mine, 201, -",
                "page, mine, -, 409, CannotVerifyCopySource"
            })
    void aSourceNeedsItsKeyToo(String operation, String source, String given, int status, String code) {
        byte[] content = random(512);
        blob.upload(BinaryData.fromBytes(content));
        con.getBlobClient("plain").upload(BinaryData.fromBytes(content));
        con.getBlobClient("log").getAppendBlobClient().create();
        con.getBlobClient("disk").getPageBlobClient().create(512);
        RequestSpecification request = service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2026-02-06")
                .header(
                        "x-ms-copy-source",
                        "https://" + addresses.blobHost(name) + "/con/" + (source.equals("mine") ? "b" : source));
        if (given != null) {
            headers(request, "x-ms-source-", given.equals("mine") ? MINE : ANOTHER);
        }
        Response answer = switch (operation) {
            case "put" -> request.header("x-ms-blob-type", "BlockBlob").put("/con/n");
            case "copy" -> request.put("/con/n");
            case "block" -> request.put("/con/n?comp=block&blockid=YQ==");
            case "append" -> request.put("/con/log?comp=appendblock");
            default ->
                request.header("x-ms-page-write", "update")
                        .header("x-ms-range", "bytes=0-511")
                        .header("x-ms-source-range", "bytes=0-511")
                        .put("/con/disk?comp=page");
        };

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo(status + " " + code);
        if (code != null) {
            return;
        }
        String target = Map.of("append", "log", "page", "disk").getOrDefault(operation, "n");
        if (operation.equals("block")) {
            con.getBlobClient("n").getBlockBlobClient().commitBlockList(List.of("YQ=="));
        }
        assertThat(con.getBlobClient(target).downloadContent().toBytes()).isEqualTo(content);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "KEY, -, MissingRequiredHeader",
                "-, SHA, MissingRequiredHeader",
                "OTHER, SHA, InvalidHeaderValue",
                "SHORT, SHA, InvalidHeaderValue"
            })
    void aMalformedKeyOfASourceIsRefused(String key, String sha, String code) {
        blob.upload(BinaryData.fromString("x"));
        String before = stored();
        RequestSpecification request = as(WRITER, AUDIENCE)
                .header("x-ms-copy-source", "https://" + addresses.blobHost(name) + "/con/b")
                .header("x-ms-source-encryption-algorithm", "AES256");
        header(request, "x-ms-source-encryption-key", key);
        header(request, "x-ms-source-encryption-key-sha256", sha);

        Response answer = request.put("/con/n");

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo("400 " + code);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aCopyIsUnderTheKeyOfItsRequest() {
        bare.upload(BinaryData.fromString("copied"));
        BlockBlobClient copy =
                con.getBlobClient("copy").getCustomerProvidedKeyClient(MINE).getBlockBlobClient();

        copy.uploadFromUrl("https://" + addresses.blobHost(name) + "/con/b?" + readable());

        assertThat(copy.downloadContent()).hasToString("copied");
        assertRefused(409, NEEDED, () -> con.getBlobClient("copy").downloadContent());
    }

    private String readable() {
        return bare.generateSas(new com.azure.storage.blob.sas.BlobServiceSasSignatureValues(
                java.time.OffsetDateTime.now().plusHours(1),
                new com.azure.storage.blob.sas.BlobSasPermission().setReadPermission(true)));
    }

    private static void headers(RequestSpecification request, String prefix, CustomerProvidedKey key) {
        request.header(prefix + "encryption-key", key.getKey())
                .header(prefix + "encryption-key-sha256", key.getKeySha256())
                .header(prefix + "encryption-algorithm", "AES256");
    }

    /** KEY and SHA stand for a key and its hash, OTHER for another one, SHORT for 16 bytes. */
    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "PUT, KEY, -, -, MissingRequiredHeader",
                "PUT, -, SHA, -, MissingRequiredHeader",
                "PUT, -, -, AES256, MissingRequiredHeader",
                "PUT, KEY, SHA, -, MissingRequiredHeader",
                "PUT, KEY, -, AES256, MissingRequiredHeader",
                "PUT, -, SHA, AES256, MissingRequiredHeader",
                "PUT, KEY, SHA, AES128, InvalidHeaderValue",
                "PUT, KEY, SHA, aes256, InvalidHeaderValue",
                "PUT, SHORT, SHA, AES256, InvalidHeaderValue",
                "PUT, not base64!, SHA, AES256, InvalidHeaderValue",
                "PUT, KEY, not base64!, AES256, InvalidHeaderValue",
                "PUT, KEY, SHORT, AES256, InvalidHeaderValue",
                "PUT, OTHER, SHA, AES256, InvalidHeaderValue",
                "GET, KEY, -, -, MissingRequiredHeader",
                "GET, -, SHA, -, MissingRequiredHeader",
                "GET, OTHER, SHA, -, InvalidHeaderValue",
                "GET, KEY, SHA, AES128, InvalidHeaderValue",
                "HEAD, KEY, -, -, MissingRequiredHeader"
            })
    void aMalformedKeyIsRefusedAndNothingChanged(String method, String key, String sha, String algorithm, String code) {
        blob.upload(BinaryData.fromString("x"));
        String before = stored();
        RequestSpecification request = as(WRITER, AUDIENCE);
        header(request, "x-ms-encryption-key", key);
        header(request, "x-ms-encryption-key-sha256", sha);
        header(request, "x-ms-encryption-algorithm", algorithm);

        Response answer = (method.equals("PUT") ? request.body("y") : request).request(method, "/con/b");

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo("400 " + code);
        assertThat(answer.asString()).doesNotContain(MINE.getKey(), ANOTHER.getKey());
        assertThat(stored()).isEqualTo(before);
    }

    private static void header(RequestSpecification request, String name, String value) {
        if (value != null) {
            request.header(
                    name,
                    switch (value) {
                        case "KEY" -> MINE.getKey();
                        case "SHA" -> MINE.getKeySha256();
                        case "OTHER" -> ANOTHER.getKey();
                        case "SHORT" -> Base64.getEncoder().encodeToString(random(16));
                        default -> value;
                    });
        }
    }

    @Test
    void readingNeedsNoAlgorithm() {
        blob.upload(BinaryData.fromString("x"));

        Response answer = as(WRITER, AUDIENCE)
                .header("x-ms-encryption-key", MINE.getKey())
                .header("x-ms-encryption-key-sha256", MINE.getKeySha256())
                .get("/con/b");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("x-ms-encryption-key-sha256")).isEqualTo(MINE.getKeySha256());
        assertThat(answer.header("x-ms-server-encrypted")).isEqualTo("true");
    }

    @Test
    void writingAnswersWhichKeyWasUsed() {
        RequestSpecification request = as(WRITER, AUDIENCE).body("x");
        headers(request, "x-ms-", MINE);

        Response answer = request.put("/con/n");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("x-ms-request-server-encrypted")).isEqualTo("true");
        assertThat(answer.header("x-ms-encryption-key-sha256")).isEqualTo(MINE.getKeySha256());
        assertThat(as(WRITER, AUDIENCE).body("x").put("/con/m").header("x-ms-encryption-key-sha256"))
                .isNull();
    }
}
