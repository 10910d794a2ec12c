package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.util.BinaryData;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shared Key and Shared Key Lite on blobs and files, the clocks they bear, the least version of TLS
 * and whom the firewall lets by.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SharedKeyResourceTest extends WithBlobAccount {

    private static final DateTimeFormatter DATES = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final String VERSION = "2025-07-05";

    @BeforeEach
    void putABlob() {
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
    }

    private static String date(Duration off) {
        return DATES.format(Instant.now().plus(off));
    }

    /** As "Authorize with Shared Key" says of Shared Key Lite, for the Blob and File services. */
    private String lite(String method, String pathAndQuery, String date, String key) {
        String comp = pathAndQuery.replaceFirst(".*[?&]comp=([a-z]*).*", "?comp=$1");
        String text = method
                + "\n\n\n\nx-ms-date:"
                + date
                + "\nx-ms-version:"
                + VERSION
                + "\n/"
                + name
                + pathAndQuery.replaceFirst("\\?.*", "")
                + (comp.startsWith("?comp=") ? comp : "");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return "SharedKeyLite "
                    + name
                    + ":"
                    + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private RequestSpecification stamped(String plane, String date) {
        return service.given(name + plane).header("x-ms-date", date).header("x-ms-version", VERSION);
    }

    private Response byLite(String plane, String method, String uri, String key) {
        String date = date(Duration.ZERO);
        return stamped(plane, date)
                .header("Authorization", lite(method, uri, date, key))
                .request(method, uri);
    }

    /** As Azure's own client signs. */
    private Response byKey(String plane, String method, String uri, Duration off, String... moreHeaders) {
        HttpHeaders headers = new HttpHeaders()
                .set(HttpHeaderName.fromString("x-ms-date"), date(off))
                .set(HttpHeaderName.fromString("x-ms-version"), VERSION);
        RequestSpecification request = service.given(name + plane);
        for (int i = 0; i < moreHeaders.length; i += 2) {
            headers.set(HttpHeaderName.fromString(moreHeaders[i]), moreHeaders[i + 1]);
        }
        headers.forEach(header -> request.header(header.getName(), header.getValue()));
        headers.set(HttpHeaderName.CONTENT_LENGTH, "0");
        try {
            String signed = new StorageSharedKeyCredential(name, key(0))
                    .generateAuthorizationHeader(
                            URI.create("https://" + service.host(name + plane) + uri)
                                    .toURL(),
                            method,
                            headers,
                            false);
            return request.header("Authorization", signed).request(method, uri);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/con/b",
                "/con/b?comp=metadata",
                "/con?restype=container&comp=list",
                "/?comp=list",
                "/con/b?timeout=30"
            })
    void sharedKeyLiteSignsFewerHeadersAndOfTheQueryCompAlone(String uri) {
        assertThat(byLite(".blob.core", "GET", uri, key(0)).statusCode()).isEqualTo(200);
        assertThat(byLite(".blob.core", "GET", uri, key(1)).statusCode()).isEqualTo(200);
        Response forged = byLite(".blob.core", "GET", uri, "AAAA");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.header("x-ms-error-code")).isEqualTo("AuthenticationFailed");
    }

    @Test
    void aLiteSignatureIsForOneMethodPathAndComp() {
        String date = date(Duration.ZERO);
        String read = lite("GET", "/con/b", date, key(0));

        for (String other : new String[] {"DELETE /con/b", "GET /con/c", "GET /con/b?comp=tags"}) {
            String[] parts = other.split(" ");
            Response answer =
                    stamped(".blob.core", date).header("Authorization", read).request(parts[0], parts[1]);
            assertThat(answer.statusCode()).as(other).isEqualTo(403);
            assertThat(answer.header("x-ms-error-code")).isEqualTo("AuthenticationFailed");
        }
        assertThat(container().getBlobClient("b").exists()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-14, 200", "14, 200", "-16, 403", "16, 403", "-1440, 403"})
    void aKeysSignatureIsOfTheLastQuarterOfAnHour(int minutes, int status) {
        Duration off = Duration.ofMinutes(minutes);
        assertThat(byKey(".blob.core", "GET", "/con/b", off).statusCode()).isEqualTo(status);
        String before = stored();
        Response delete = byKey(".blob.core", "DELETE", "/con/b", off);
        if (status == 403) {
            assertThat(delete.header("x-ms-error-code")).isEqualTo("AuthenticationFailed");
            assertThat(stored()).isEqualTo(before);
        }
    }

    @Test
    void withoutADateASignatureIsWorthNothing() {
        Response answer = service.given(name + ".blob.core")
                .header("x-ms-version", VERSION)
                .header("Authorization", "SharedKey " + name + ":c2ln")
                .get("/con/b");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("x-ms-error-code")).isEqualTo("AuthenticationFailed");
    }

    @Test
    void sharesAreOpenToTheKeysToo() {
        Response made = byKey(".file.core", "PUT", "/share-1?restype=share", Duration.ZERO);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(byKey(
                                ".file.core",
                                "PUT",
                                "/share-1/f",
                                Duration.ZERO,
                                "x-ms-type",
                                "file",
                                "x-ms-content-length",
                                "3")
                        .statusCode())
                .isEqualTo(201);
        assertThat(byKey(".file.core", "GET", "/share-1/f", Duration.ZERO).asByteArray())
                .containsExactly(0, 0, 0);
        assertThat(byLite(".file.core", "GET", "/share-1/f", key(1)).statusCode())
                .isEqualTo(200);
        assertThat(byKey(".file.core", "GET", "/?comp=list", Duration.ZERO).asString())
                .contains("<Name>share-1</Name>");

        Response late = byKey(".file.core", "DELETE", "/share-1/f", Duration.ofMinutes(-16));
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.header("x-ms-error-code")).isEqualTo("AuthenticationFailed");
        assertThat(byLite(".file.core", "DELETE", "/share-1/f", "AAAA").statusCode())
                .isEqualTo(403);
        patch("'allowSharedKeyAccess':false");
        Response closed = byKey(".file.core", "GET", "/share-1/f", Duration.ZERO);
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.header("x-ms-error-code")).isEqualTo("KeyBasedAuthenticationNotPermitted");
    }

    @Test
    void anAccountMayWantTheNewestTls() throws Exception {
        assertThat(read("TLSv1.2")).isEqualTo("200 -");
        patch("'minimumTlsVersion':'TLS1_3'");

        assertThat(read("TLSv1.2")).isEqualTo("400 TlsVersionNotPermitted");
        assertThat(read("TLSv1.3")).isEqualTo("200 -");
        patch("'minimumTlsVersion':'TLS1_2'");
        assertThat(read("TLSv1.2")).isEqualTo("200 -");
    }

    private String read(String protocol) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        java.net.http.HttpClient client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .sslContext(service.client().sslContext())
                .sslParameters(parameters)
                .build();
        var answer = client.send(
                java.net.http.HttpRequest.newBuilder(service.uri("/" + name + "/con/b"))
                        .header(
                                "Authorization",
                                "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                        .header("x-ms-version", VERSION)
                        .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        return answer.statusCode()
                + " "
                + answer.headers().firstValue("x-ms-error-code").orElse("-");
    }

    /** Who comes is let by for what it is, and then still needs the role. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a service of the platform, compute, -, true",
        "a workspace's identity, -, /subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w, true",
        "another resource's identity, -, /subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u, false",
        "an application, -, -, false"
    })
    void theFirewallLetsThePlatformsOwnBy(String who, String platformService, String resource, boolean letBy) {
        String principal = UUID.randomUUID().toString();
        patch("'networkAcls':{'defaultAction':'Deny','bypass':'AzureServices'}");

        Response without = readAs(principal, platformService, resource);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.header("x-ms-error-code"))
                .isEqualTo(letBy ? "AuthorizationPermissionMismatch" : "AuthorizationFailure");
        decisions.allow(principal, "*", account.toString());
        assertThat(readAs(principal, platformService, resource).statusCode()).isEqualTo(letBy ? 200 : 403);

        patch("'networkAcls':{'defaultAction':'Deny','bypass':'None'}");
        Response closed = readAs(principal, platformService, resource);
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.header("x-ms-error-code")).isEqualTo("AuthorizationFailure");
    }

    private Response readAs(String principal, String platformService, String resource) {
        TestToken token = issuer.aad(AUDIENCE, principal);
        if (!"-".equals(platformService)) {
            token.applicationId(PlatformService.of(platformService).applicationId());
        }
        if (!"-".equals(resource)) {
            token.claim("xms_mirid", resource);
        }
        return service.given(name + ".blob.core")
                .header("Authorization", "Bearer " + token.sign())
                .header("x-ms-version", VERSION)
                .get("/con/b");
    }
}
