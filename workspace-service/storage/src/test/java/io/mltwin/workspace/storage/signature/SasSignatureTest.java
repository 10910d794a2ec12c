package io.mltwin.workspace.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.azure.storage.common.sas.SasIpRange;
import com.azure.storage.common.sas.SasProtocol;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signatures of Azure's own client are the ones the server computes; older versions by the
 * documents.
 */
class SasSignatureTest {

    private static final byte[] KEY = new byte[64];
    private static final OffsetDateTime EXPIRY = OffsetDateTime.parse("2026-12-01T00:00:00Z");
    private static final BlobServiceClient SERVICE = new BlobServiceClientBuilder()
            .endpoint("https://acct1.blob.core.mltwin.localhost:8442")
            .credential(
                    new StorageSharedKeyCredential("acct1", Base64.getEncoder().encodeToString(KEY)))
            .buildClient();

    private static void assertSigned(String signedText, QueryParameters query) {
        assertThat(AccountSignature.matches(KEY, signedText, query.get("sig")))
                .as(signedText)
                .isTrue();
    }

    @Test
    void blobSignatureOfTheClient() {
        BlobClient blob = SERVICE.getBlobContainerClient("c1x").getBlobClient("d/a b+ü.txt");
        QueryParameters query = QueryParameters.parse(blob.generateSas(new BlobServiceSasSignatureValues(
                        EXPIRY, new BlobSasPermission().setReadPermission(true).setWritePermission(true))
                .setStartTime(EXPIRY.minusDays(1))
                .setProtocol(SasProtocol.HTTPS_ONLY)
                .setSasIpRange(SasIpRange.parse("127.0.0.1-127.0.0.9"))
                .setContentType("text/plain; charset=utf-8")
                .setCacheControl("no-cache")
                .setContentDisposition("attachment")
                .setContentEncoding("gzip")
                .setContentLanguage("de")));

        assertSigned(SasSignature.service(query, "/blob/acct1/c1x/d/a b+ü.txt"), query);
        assertThat(query.get("sr")).isEqualTo("b");
    }

    @Test
    void containerSignatureOfTheClient() {
        QueryParameters query = QueryParameters.parse(SERVICE.getBlobContainerClient("c1x")
                .generateSas(new BlobServiceSasSignatureValues(EXPIRY, BlobContainerSasPermission.parse("rcwdl"))));

        assertSigned(SasSignature.service(query, "/blob/acct1/c1x"), query);
        assertThat(query.get("sr")).isEqualTo("c");
    }

    @Test
    void accountSignatureOfTheClient() {
        QueryParameters query = QueryParameters.parse(SERVICE.generateAccountSas(new AccountSasSignatureValues(
                        EXPIRY,
                        AccountSasPermission.parse("rwdl"),
                        new AccountSasService().setBlobAccess(true).setFileAccess(true),
                        new AccountSasResourceType().setService(true).setObject(true))
                .setProtocol(SasProtocol.HTTPS_ONLY)));

        assertSigned(SasSignature.account(query, "acct1"), query);
    }

    @Test
    void beforeDecember2020NoEncryptionScopeIsSigned() {
        QueryParameters service =
                QueryParameters.parse("sv=2018-11-09&sr=b&sp=r&se=2026-12-01T00%3A00%3A00Z&rsct=text%2Fplain");
        QueryParameters account = QueryParameters.parse("sv=2019-12-12&ss=b&srt=o&sp=r&se=2026-12-01");

        assertThat(SasSignature.service(service, "/blob/a/c/b"))
                .isEqualTo("r\n\n2026-12-01T00:00:00Z\n/blob/a/c/b\n\n\n\n2018-11-09\nb\n\n\n\n\n\ntext/plain");
        assertThat(SasSignature.account(account, "a")).isEqualTo("a\nr\nb\no\n\n2026-12-01\n\n\n2019-12-12\n");
    }

    /** The strings to sign of the documents, for each version whose form is another. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2015-04-05, b, r;;2026-12-01;/blob/a/c/b;;;https;2015-04-05;no-cache;;;;text/plain",
                "2015-12-11, b, r;;2026-12-01;/blob/a/c/b;;;https;2015-12-11;no-cache;;;;text/plain",
                "2017-11-09, c, r;;2026-12-01;/blob/a/c/b;;;https;2017-11-09;no-cache;;;;text/plain",
                "2018-11-09, b, r;;2026-12-01;/blob/a/c/b;;;https;2018-11-09;b;;no-cache;;;;text/plain",
                "2020-10-02, b, r;;2026-12-01;/blob/a/c/b;;;https;2020-10-02;b;;no-cache;;;;text/plain",
                "2020-12-06, b, r;;2026-12-01;/blob/a/c/b;;;https;2020-12-06;b;;;no-cache;;;;text/plain"
            })
    void whatIsSignedByVersion(String version, String kind, String signed) {
        QueryParameters query = QueryParameters.parse("sv="
                + version
                + "&sr="
                + kind
                + "&sp=r&se=2026-12-01&spr=https&rscc=no-cache&rsct=text%2Fplain&snapshot=x");

        assertThat(SasSignature.service(query, "/blob/a/c/b").replace('\n', ';'))
                .isEqualTo(signed);
    }

    @Test
    void fromDecember2020TheEncryptionScopeIsSigned() {
        QueryParameters service =
                QueryParameters.parse("sv=2022-11-02&sr=c&sp=rl&st=2026-01-01&se=2026-12-01&spr=https");
        QueryParameters account = QueryParameters.parse("sv=2020-12-06&ss=b&srt=o&sp=r&se=2026-12-01");

        assertThat(SasSignature.service(service, "/blob/a/c"))
                .isEqualTo("rl\n2026-01-01\n2026-12-01\n/blob/a/c\n\n\nhttps\n2022-11-02\nc\n\n\n\n\n\n\n");
        assertThat(SasSignature.account(account, "a")).isEqualTo("a\nr\nb\no\n\n2026-12-01\n\n\n2020-12-06\n\n");
    }
}
