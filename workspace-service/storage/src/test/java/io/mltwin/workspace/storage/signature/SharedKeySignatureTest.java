package io.mltwin.workspace.storage.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.vertx.core.MultiMap;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Azure's own client signs is what the server computes. */
class SharedKeySignatureTest {

    private static final byte[] KEY = new byte[64];
    private static final StorageSharedKeyCredential CLIENT =
            new StorageSharedKeyCredential("acct1", Base64.getEncoder().encodeToString(KEY));

    private static boolean isSigned(String method, String url, HttpHeaders headers) {
        String header = sign(method, url, headers);
        MultiMap received = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(one -> received.add(one.getName(), one.getValuesList()));
        URI uri = URI.create(url);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        SharedKeySignature.Request request = new SharedKeySignature.Request(
                method, "acct1", uri.getRawPath(), QueryParameters.parse(query), received);
        String signature = header.substring("SharedKey acct1:".length());
        return SharedKeySignature.stringsToSign(request)
                .anyMatch(text -> AccountSignature.matches(KEY, text, signature));
    }

    private static String sign(String method, String url, HttpHeaders headers) {
        try {
            return CLIENT.generateAuthorizationHeader(URI.create(url).toURL(), method, headers, false);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static HttpHeaders headers() {
        return new HttpHeaders()
                .set(HttpHeaderName.fromString("x-ms-date"), "Tue, 24 Nov 2026 14:03:23 GMT")
                .set(HttpHeaderName.fromString("x-ms-version"), "2025-07-05");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, https://acct1.blob.core.mltwin.localhost:8442/?comp=list",
        "GET, https://acct1.blob.core.mltwin.localhost:8442/?comp=list&maxresults=5000&include=",
        "GET, https://acct1.blob.core.mltwin.localhost:8442/c?restype=container&comp=list&prefix=a%2Fb%20c&delimiter=%2F",
        "PUT, https://acct1.blob.core.mltwin.localhost:8442/c/d/b?comp=block&blockid=YWI%2BLz0%3D",
        "PUT, https://localhost:8442/acct1/c/a%20b%2Bc%C3%BC.txt",
        "HEAD, https://localhost:8442/acct1/c//x",
        "DELETE, https://localhost:8442/acct1/c/x?Timeout=30&SnapShot=2026"
    })
    void requestsOfTheClientMatch(String method, String url) {
        assertThat(isSigned(method, url, headers().set(HttpHeaderName.CONTENT_LENGTH, "0")))
                .isTrue();
    }

    @Test
    void allSignedHeadersCount() {
        HttpHeaders headers = headers()
                .set(HttpHeaderName.CONTENT_LENGTH, "11")
                .set(HttpHeaderName.CONTENT_TYPE, "application/octet-stream")
                .set(HttpHeaderName.CONTENT_MD5, "XrY7u+Ae7tCTyyK7j1rNww==")
                .set(HttpHeaderName.IF_NONE_MATCH, "*")
                .set(HttpHeaderName.RANGE, "bytes=0-5")
                .set(HttpHeaderName.fromString("x-ms-blob-type"), "BlockBlob")
                .set(HttpHeaderName.fromString("x-ms-meta-ab"), "2")
                .set(HttpHeaderName.fromString("x-ms-meta-a_b"), "1")
                .set(HttpHeaderName.fromString("x-ms-meta-a"), "two  spaces");

        assertThat(isSigned("PUT", "https://localhost:8442/acct1/c/x", headers)).isTrue();
    }

    @Test
    void aLengthOfZeroIsSignedAsNothing() {
        HttpHeaders headers = headers().set(HttpHeaderName.CONTENT_LENGTH, "0");

        assertThat(isSigned("PUT", "https://localhost:8442/acct1/c?restype=container", headers))
                .isTrue();
    }

    @Test
    void theDocumentedExample() {
        // "Authorize with Shared Key", Get Container Metadata, version 2015-02-21 and later
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-ms-version", "2015-02-21")
                .add("x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT")
                .add("Content-Length", "0");
        SharedKeySignature.Request request = new SharedKeySignature.Request(
                "GET",
                "myaccount",
                "/mycontainer",
                QueryParameters.parse("restype=container&comp=metadata&timeout=20"),
                headers);

        assertThat(SharedKeySignature.stringsToSign(request))
                .isEqualTo(List.of(
                        "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
                                + "/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20"));
    }

    @Test
    void anotherMethodPathHeaderOrKeyDoesNotMatch() {
        String signature = AccountSignature.sign(KEY, "text");

        assertThat(AccountSignature.matches(KEY, "text", signature)).isTrue();
        assertThat(AccountSignature.matches(KEY, "other", signature)).isFalse();
        assertThat(AccountSignature.matches(new byte[] {1}, "text", signature)).isFalse();
        assertThat(AccountSignature.matches(KEY, "text", "no base64!")).isFalse();
        assertThat(AccountSignature.matches(KEY, "text", "")).isFalse();
    }
}
