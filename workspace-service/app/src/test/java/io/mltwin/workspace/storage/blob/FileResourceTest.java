package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.accounts.AccountSasService;
import io.mltwin.workspace.storage.accounts.SasRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The File service: shares, directories, files and ranges, by token and by signature. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class FileResourceTest extends WithBlobAccount {

    @Inject
    AccountSasService signatures;

    @BeforeEach
    void createAShare() {
        files().put("/code-1?restype=share").then().statusCode(201);
    }

    private RequestSpecification files() {
        return service.given(name + ".file.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2025-07-05")
                .header("x-ms-file-request-intent", "backup");
    }

    private void create(String path, int length) {
        files().header("x-ms-type", "file")
                .header("x-ms-content-length", length)
                .put(path)
                .then()
                .statusCode(201);
    }

    private RequestSpecification range(int first, byte[] content) {
        return files().header("x-ms-write", "update")
                .header("x-ms-range", "bytes=" + first + "-" + (first + content.length - 1))
                .contentType("application/octet-stream")
                .body(content);
    }

    /** As Azure's client for Python names what lies in a directory. */
    @Test
    void anEncodedSlashPartsDirectories() {
        files().put("/code-1/src?restype=directory").then().statusCode(201);
        files().urlEncodingEnabled(false)
                .put("/code-1/src%2Fmain?restype=directory")
                .then()
                .statusCode(201);
        create("/code-1/src/main/Train.java", 3);

        files().urlEncodingEnabled(false)
                .head("/code-1/src%2Fmain%2FTrain.java")
                .then()
                .statusCode(200)
                .header("Content-Length", "3");
        files().urlEncodingEnabled(false)
                .put("/code-1/none%2Fmain?restype=directory")
                .then()
                .statusCode(404)
                .header("x-ms-error-code", equalTo("ParentNotFound"));
        files().urlEncodingEnabled(false)
                .put("/code-1/src%2F..%2Fmain?restype=directory")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", equalTo("InvalidResourceName"));
        files().urlEncodingEnabled(false)
                .put("/code-1%2Fsrc?restype=share")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", equalTo("InvalidResourceName"));
    }

    @Test
    void theServiceShowsItsProperties() {
        files().get("/?restype=service&comp=properties")
                .then()
                .statusCode(200)
                .body("StorageServiceProperties.HourMetrics.Enabled", equalTo("false"));
        files().body("<StorageServiceProperties/>")
                .put("/?restype=service&comp=properties")
                .then()
                .statusCode(501);
    }

    @Test
    void aFileIsWrittenInRangesAndReadBack() throws SQLException {
        files().put("/code-1/src?restype=directory").then().statusCode(201);
        create("/code-1/src/Train.java", 200_000);
        byte[] content = random(120_000);
        range(10_000, content).put("/code-1/src/Train.java?comp=range").then().statusCode(201);
        range(50_000, new byte[] {1, 2, 3})
                .put("/code-1/src/train.JAVA?comp=range")
                .then()
                .statusCode(201);
        byte[] expected = new byte[200_000];
        System.arraycopy(content, 0, expected, 10_000, content.length);
        System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 50_000, 3);

        assertThat(files().get("/code-1/src/Train.java").asByteArray()).isEqualTo(expected);
        assertThat(files().header("x-ms-range", "bytes=49990-50009")
                        .get("/code-1/src/Train.java")
                        .asByteArray())
                .isEqualTo(Arrays.copyOfRange(expected, 49_990, 50_010));
        files().get("/code-1/src/Train.java?comp=rangelist")
                .then()
                .statusCode(200)
                .body("Ranges.Range.Start", equalTo("10000"))
                .body("Ranges.Range.End", equalTo("129999"));
        files().head("/code-1/src/Train.java")
                .then()
                .statusCode(200)
                .header("Content-Length", "200000")
                .header("x-ms-server-encrypted", "true");
        files().get("/code-1/src?restype=directory&comp=list")
                .then()
                .statusCode(200)
                .body(containsString("<Name>Train.java</Name>"));
        files().get("/code-1?restype=directory&comp=list").then().body(containsString("<Directory>"));
        assertThat(count("stored_content where share_id is not null")).isEqualTo(2);

        files().delete("/code-1/src?restype=directory")
                .then()
                .statusCode(409)
                .header("x-ms-error-code", "DirectoryNotEmpty");
        files().delete("/code-1/src/Train.java").then().statusCode(202);
        files().delete("/code-1/src?restype=directory").then().statusCode(202);
        files().delete("/code-1?restype=share").then().statusCode(202);
        assertThat(count("stored_content where share_id is not null")).isZero();
    }

    private long count(String from) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from "
                        + from
                        + " and share_id in (select s.id from file_share s join storage_account a on a.id = s.account_id where a.name = '"
                        + name
                        + "')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PUT | /code-1?restype=share | - | 409 | ShareAlreadyExists",
                "PUT | /A?restype=share | - | 400 | InvalidResourceName",
                "GET | /a%00?restype=share | - | 400 | InvalidResourceName",
                "PUT | /code-1/a%00 | x-ms-type:file | 400 | InvalidResourceName",
                "GET | /code-1?restype=directory&comp=list&prefix=%00 | - | 400 | InvalidQueryParameterValue",
                "PUT | /none/f | x-ms-type:file | 400 | MissingRequiredHeader",
                "PUT | /code-1/no/f | x-ms-content-length:1 | 400 | MissingRequiredHeader",
                "GET | /code-1/f | - | 404 | ResourceNotFound",
                "GET | /none/f | - | 404 | ShareNotFound",
                "PUT | /code-1/a/b?restype=directory | - | 404 | ParentNotFound",
                "GET | /code-1/a%3Ab | - | 400 | InvalidResourceName",
                "PUT | /code-1/f?comp=lease | - | 501 | UnsupportedOperation",
                "GET | /code-1/f?comp=lease | - | 405 | UnsupportedHttpVerb",
                "POST | /code-1/f | - | 405 | UnsupportedHttpVerb",
                "PATCH | /code-1/f | - | 405 | UnsupportedHttpVerb",
                "PATCH | /code-1?restype=share | - | 405 | UnsupportedHttpVerb",
                "PUT | /?comp=list | - | 405 | UnsupportedHttpVerb",
                "GET | /code-1/f?comp=none | - | 400 | InvalidQueryParameterValue",
                "PUT | /code-1/f?comp=list | - | 400 | InvalidQueryParameterValue",
                "PUT | /code-1?restype=share&comp=none | - | 400 | InvalidQueryParameterValue",
                "GET | /code-1/d?restype=directory&comp=none | - | 400 | InvalidQueryParameterValue",
                "GET | /code-1/f?restype=none | - | 400 | InvalidQueryParameterValue",
                "GET | /code-1 | - | 400 | InvalidQueryParameterValue",
                "GET | / | - | 400 | InvalidQueryParameterValue",
                "GET | /?restype=account&comp=properties | - | 400 | InvalidQueryParameterValue",
                "PUT | /code-1/f?restype=share | - | 400 | InvalidUri",
                "PUT | /code-1?restype=share&comp=snapshot | - | 501 | UnsupportedOperation",
                "GET | /code-1?comp=listhandles | - | 501 | UnsupportedOperation",
                "PUT | /code-1/l?restype=symboliclink | - | 501 | UnsupportedOperation",
                "PUT | /code-1/f?comp=rename | - | 501 | UnsupportedOperation",
                "GET | /code-1/f | x-ms-file-request-intent:none | 400 | MissingRequiredHeader"
            })
    void refused(String method, String uri, String header, int status, String code) {
        RequestSpecification request = service.given(name + ".file.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign());
        if (header == null || !header.startsWith("x-ms-file-request-intent")) {
            request.header("x-ms-file-request-intent", "backup");
        }
        if (header != null) {
            request.header(header.split(":")[0], header.split(":")[1]);
        }
        String before = stored();
        request.request(method, uri)
                .then()
                .statusCode(status)
                .header("x-ms-error-code", code)
                .contentType("application/xml");
        assertThat(stored()).isEqualTo(before);
    }

    /** A signature for the share by which one may read. */
    private String signature() throws JsonProcessingException {
        return signatures
                .service(account, new ObjectMapper().readValue("""
                                        {"canonicalizedResource": "/file/%s/code-1", "signedResource": "s",
                                         "signedPermission": "r", "signedExpiry": "2099-01-01T00:00:00Z"}""".formatted(name), SasRequest.class))
                .serviceSasToken();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "'publicNetworkAccess':'Disabled' | AuthorizationFailure",
                "'allowSharedKeyAccess':false | KeyBasedAuthenticationNotPermitted",
                "another key | AuthenticationFailed"
            })
    void aSignatureIsWorthWhatItsAccountAllows(String change, String code) throws Exception {
        // Given
        create("/code-1/f", 3);
        String sas = signature();
        service.given(name + ".file.core").get("/code-1/f?" + sas).then().statusCode(200);

        // When
        if (change.equals("another key")) {
            regenerateKey("key1");
        } else {
            patch(change);
        }

        // Then
        service.given(name + ".file.core")
                .get("/code-1/f?" + sas)
                .then()
                .statusCode(403)
                .header("x-ms-error-code", code);
    }

    @Test
    void withoutCredentialWithoutRoleAndBySignature() throws Exception {
        create("/code-1/f", 3);
        range(0, new byte[] {7, 8, 9}).put("/code-1/f?comp=range").then().statusCode(201);
        service.given(name + ".file.core").get("/code-1/f").then().statusCode(401);
        service.given(name + ".file.core")
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad(AUDIENCE, UUID.randomUUID().toString())
                                        .sign())
                .header("x-ms-file-request-intent", "backup")
                .get("/code-1/f")
                .then()
                .statusCode(403);

        String sas = signature();
        assertThat(service.given(name + ".file.core").get("/code-1/f?" + sas).asByteArray())
                .containsExactly(7, 8, 9);
        service.given(name + ".file.core")
                .delete("/code-1/f?" + sas)
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthorizationPermissionMismatch");
        service.given(name + ".blob.core").get("/con/b?" + sas).then().statusCode(403);
    }
}
