package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.RawAnswer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad requests have Azure's status and code, and leave tables and files as they were. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobRefusalsResourceTest extends WithBlobAccount {

    /** header is a name and a value around a colon; LONG stands for 9 000 letters. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PUT | /Abc?restype=container | - | - | 400 | InvalidResourceName",
                "PUT | /a--b?restype=container | - | - | 400 | InvalidResourceName",
                "PUT | /-ab?restype=container | - | - | 400 | InvalidResourceName",
                "PUT | /a?restype=container | - | - | 400 | OutOfRangeInput",
                "PUT | /A?restype=container | - | - | 400 | OutOfRangeInput",
                "PUT | /ab?restype=container | - | - | 400 | OutOfRangeInput",
                "PUT | /abcd123456789012345678901234567890123456789012345678901234567890?restype=container | - | - | 400 | OutOfRangeInput",
                "PUT | /ABCD23456789012345678901234567890123456789012345678901234567890?restype=container | - | - | 400 | InvalidResourceName",
                "PUT | /con?restype=container | - | - | 409 | ContainerAlreadyExists",
                "PUT | /new?restype=container | x-ms-blob-public-access:all | - | 400 | InvalidHeaderValue",
                "PUT | /new?restype=container | x-ms-blob-public-access:blob | - | 409 | PublicAccessNotPermitted",
                "PUT | /con/%C3%28 | - | x | 400 | InvalidUri",
                "PUT | /con/a%00b | - | x | 400 | InvalidResourceName",
                "PUT | /none/b | - | x | 404 | ContainerNotFound",
                "GET | /con/none | - | - | 404 | BlobNotFound",
                "PUT | /con/n | x-ms-version:newest | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-version:2025-13-45 | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-version:1999-01-01 | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-version:2025-07-05T00:00 | x | 400 | InvalidHeaderValue",
                "GET | /con/b?versionid=2026-01-01T00:00:00.0000000Z | - | - | 404 | BlobNotFound",
                "PUT | /con/n | x-ms-blob-type:Blob | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-access-tier:Warm | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-meta-a-b:1 | x | 400 | InvalidMetadata",
                "PUT | /con/n | x-ms-meta-a:LONG | x | 400 | MetadataTooLarge",
                "PUT | /con/n | x-ms-tags:novalue | x | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-tags:a=<b> | x | 400 | InvalidTags",
                "PUT | /con/n | x-ms-tags:a=%zz | x | 400 | InvalidTags",
                "PUT | /con/n | x-ms-expiry-option:Absolute | x | 501 | UnsupportedOperation",
                "PUT | /new?restype=container | x-ms-default-encryption-scope:sc | - | 400 | MissingRequiredHeader",
                "PUT | /con/n?timeout=soon | - | x | 400 | InvalidQueryParameterValue",
                "PUT | /con/n?timeout=-1 | - | x | 400 | InvalidQueryParameterValue",
                "PUT | /con?restype=container&comp=acl | - | <SignedIdentifiers><SignedIdentifier><Id>a</Id><AccessPolicy><Permission>rq</Permission></AccessPolicy></SignedIdentifier></SignedIdentifiers> | 400 | InvalidXmlNodeValue",
                "PUT | /con/b?comp=copy&copyid=x | - | - | 400 | MissingRequiredHeader",
                "PUT | /con/b?comp=copy | x-ms-copy-action:abort | - | 400 | MissingRequiredQueryParameter",
                "POST | /con/b | - | x | 405 | UnsupportedHttpVerb",
                "PATCH | /con/b | - | x | 405 | UnsupportedHttpVerb",
                "TRACE | /con/b | - | - | 405 | UnsupportedHttpVerb",
                "PATCH | /con?restype=container | - | - | 405 | UnsupportedHttpVerb",
                "DELETE | /con?restype=container&comp=acl | - | - | 405 | UnsupportedHttpVerb",
                "DELETE | /?comp=list | - | - | 405 | UnsupportedHttpVerb",
                "DELETE | /con/b?comp=none | - | - | 400 | InvalidQueryParameterValue",
                "PUT | /con/b?comp=none | - | x | 400 | InvalidQueryParameterValue",
                "PUT | /con/b?comp=Metadata | - | - | 400 | InvalidQueryParameterValue",
                "DELETE | /con?restype=container&comp=none | - | - | 400 | InvalidQueryParameterValue",
                "PUT | /con?restype=container&comp=rename | - | - | 400 | InvalidQueryParameterValue",
                "PUT | /?restype=service&comp=none | - | <StorageServiceProperties/> | 400 | InvalidQueryParameterValue",
                "DELETE | /con/b?restype=none | - | - | 400 | InvalidQueryParameterValue",
                "DELETE | /con/b?restype=container | - | - | 400 | InvalidUri",
                "DELETE | /con | - | - | 404 | ContainerNotFound",
                "POST | /con/b?comp=query | - | <QueryRequest/> | 501 | UnsupportedOperation",
                "PUT | /con/b?comp=legalhold | - | - | 501 | UnsupportedOperation",
                "PUT | /con/b?comp=copy&copyid=x | x-ms-copy-action:stop | - | 400 | InvalidHeaderValue",
                "PUT | /con/none?comp=undelete | - | - | 404 | BlobNotFound",
                "PUT | /none/b?comp=undelete | - | - | 404 | ContainerNotFound",
                "PUT | /box?restype=container&comp=undelete | - | - | 400 | MissingRequiredHeader",
                "PUT | /con?restype=container&comp=undelete | x-ms-deleted-container-name:con | - | 400 | MissingRequiredHeader",
                "DELETE | /con/b?deletetype=permanent | - | - | 409 | BlobOperationNotSupported",
                "OPTIONS | /con/b | Origin:https://a.example | - | 400 | InvalidHeaderValue",
                "OPTIONS | /con/b | Access-Control-Request-Method:GET | - | 400 | InvalidHeaderValue",
                "PUT | /con/n | x-ms-tags:a=1&a=2 | x | 400 | InvalidTags",
                "PUT | /con/n | Content-MD5:short | x | 400 | InvalidMd5",
                "PUT | /con/n | Content-MD5:AAAAAAAAAAAAAAAAAAAAAA== | x | 400 | Md5Mismatch",
                "PUT | /con/n | x-ms-blob-content-md5:AAAAAAAAAAAAAAAAAAAAAA== | x | 400 | Md5Mismatch",
                "PUT | /con/n | x-ms-content-crc64:AAAA | x | 400 | InvalidCrc64",
                "PUT | /con/n | x-ms-content-crc64:AAAAAAAAAAA= | x | 400 | Crc64Mismatch",
                "PUT | /con/b | If-None-Match:* | x | 409 | BlobAlreadyExists",
                "PUT | /con/b | If-Match:0x1 | x | 412 | ConditionNotMet",
                "PUT | /con/b | If-Modified-Since:yesterday | x | 400 | InvalidHeaderValue",
                "PUT | /con/b | x-ms-if-tags:kind | x | 400 | InvalidHeaderValue",
                "PUT | /con/b | x-ms-if-tags:kind='x' | x | 412 | ConditionNotMet",
                "PUT | /con/b | x-ms-lease-id:mine | x | 400 | InvalidHeaderValue",
                "PUT | /con/b | x-ms-lease-id:11111111-1111-1111-1111-111111111111 | x | 412 | LeaseNotPresentWithBlobOperation",
                "PUT | /con/b?comp=lease | x-ms-lease-action:take | - | 400 | InvalidHeaderValue",
                "PUT | /con/b?comp=lease | x-ms-lease-action:acquire | - | 400 | MissingRequiredHeader",
                "PUT | /con/b?comp=lease | x-ms-lease-action:break | - | 409 | LeaseNotPresentWithLeaseOperation",
                "PUT | /con/b?comp=lease | x-ms-lease-break-period:61 | - | 400 | MissingRequiredHeader",
                "PUT | /con/b?comp=block&blockid=%20 | - | x | 400 | InvalidQueryParameterValue",
                "PUT | /con/b?comp=block | - | x | 400 | MissingRequiredQueryParameter",
                "PUT | /con/b?comp=block&blockid=YQ== | - | - | 400 | InvalidHeaderValue",
                "PUT | /con/b?comp=blocklist | - | <BlockList><Latest>YQ==</Latest></BlockList> | 400 | InvalidBlockList",
                "PUT | /con/staged?comp=block&blockid=YWI= | - | x | 400 | InvalidBlobOrBlock",
                "PUT | /con/staged?comp=block&blockid=Y | - | x | 400 | InvalidQueryParameterValue",
                "PUT | /con/staged?comp=block&blockid=YQ== | Content-MD5:AAAAAAAAAAAAAAAAAAAAAA== | x | 400 | Md5Mismatch",
                "PUT | /con/staged?comp=block&blockid=YQ== | x-ms-content-crc64:AAAAAAAAAAA= | x | 400 | Crc64Mismatch",
                "PUT | /con/staged?comp=block&blockid=YQ== | x-ms-lease-id:11111111-1111-1111-1111-111111111111 | x | 412 | LeaseNotPresentWithBlobOperation",
                "PUT | /con/staged?comp=blocklist | - | <BlockList><Committed>YQ==</Committed></BlockList> | 400 | InvalidBlockList",
                "PUT | /con/staged?comp=blocklist | - | <BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList> | 400 | InvalidBlockList",
                "PUT | /con/staged?comp=blocklist | Content-MD5:AAAAAAAAAAAAAAAAAAAAAA== | <BlockList><Latest>YQ==</Latest></BlockList> | 400 | Md5Mismatch",
                "PUT | /con/staged?comp=blocklist | If-Match:* | <BlockList><Latest>YQ==</Latest></BlockList> | 412 | ConditionNotMet",
                "GET | /con/staged | - | - | 404 | BlobNotFound",
                "GET | /con/staged?comp=blocklist&blocklisttype=some | - | - | 400 | InvalidQueryParameterValue",
                "PUT | /con/b?comp=blocklist | - | <BlockList><Latest>YQ==</BlockList> | 400 | InvalidXmlDocument",
                "PUT | /con/b?comp=blocklist | - | <BlockList><Best>YQ==</Best></BlockList> | 400 | InvalidXmlDocument",
                "PUT | /con/b?comp=blocklist | - | <!DOCTYPE b [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BlockList><Latest>&e;</Latest></BlockList> | 400 | InvalidXmlDocument",
                "PUT | /con/b?comp=tags | - | <!DOCTYPE t [<!ENTITY a \"aa\"><!ENTITY e \"&a;&a;\">]><Tags><TagSet><Tag><Key>k</Key><Value>&e;</Value></Tag></TagSet></Tags> | 400 | InvalidXmlDocument",
                "PUT | /con/b?comp=tags | - | <Tags/> | 400 | InvalidXmlDocument",
                "PUT | /con?restype=container&comp=acl | - | <SignedIdentifiers><SignedIdentifier><Id>x</Id><AccessPolicy><Expiry>soon</Expiry></AccessPolicy></SignedIdentifier></SignedIdentifiers> | 400 | InvalidXmlNodeValue",
                "GET | /con/b | x-ms-range:bytes=5-4 | - | 416 | InvalidRange",
                "GET | /con/b | x-ms-range:bytes=99999- | - | 416 | InvalidRange",
                "GET | /con/b | x-ms-range:lines=1-2 | - | 400 | InvalidHeaderValue",
                "GET | /con/b | x-ms-range-get-content-md5:true | - | 400 | InvalidHeaderValue",
                "GET | /con/b?snapshot=then | - | - | 400 | InvalidQueryParameterValue",
                "GET | /con/b?snapshot=2026-01-01T00:00:00.0000000Z | - | - | 404 | BlobNotFound",
                "PUT | /con/b?comp=appendblock | - | x | 409 | InvalidBlobType",
                "PUT | /con/b?comp=page | x-ms-page-write:update | x | 400 | MissingRequiredHeader",
                "PUT | /con/n | x-ms-copy-source:https://nowhere.example/c/b | - | 501 | UnsupportedOperation",
                "PUT | /con/n | x-ms-copy-source:::: | - | 400 | InvalidHeaderValue",
                "PUT | /con/b?comp=copy&copyid=1 | x-ms-copy-action:abort | - | 409 | NoPendingCopyOperation",
                "GET | /con?restype=container&comp=list&maxresults=0 | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /con?restype=container&comp=list&include=all | - | - | 400 | InvalidQueryParameterValue",
                "GET | /con?restype=container&comp=list&marker=AA | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /con?restype=container&comp=list&marker=%00 | - | - | 400 | InvalidQueryParameterValue",
                "GET | /con?restype=container&comp=list&prefix=a%00 | - | - | 400 | InvalidQueryParameterValue",
                "GET | /con?restype=container&comp=list&delimiter=%00 | - | - | 400 | InvalidQueryParameterValue",
                "GET | /?comp=list&prefix=%00 | - | - | 400 | InvalidQueryParameterValue",
                "GET | /con?restype=container&comp=list&marker=YQAAYQ | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /?comp=list&marker=YQBh | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /?comp=list&marker=AA | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /?comp=blobs&where=a%3D'%00' | - | - | 400 | InvalidQueryParameterValue",
                "GET | /?comp=blobs&where=a%3D'b'&marker=Yy8A | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /co%00n/b | - | - | 400 | InvalidResourceName",
                "PUT | /co%00n?restype=container | - | - | 400 | InvalidResourceName",
                "GET | /con?restype=container&comp=list&marker=%3C | - | - | 400 | OutOfRangeQueryParameterValue",
                "GET | /?comp=blobs | - | - | 400 | MissingRequiredQueryParameter",
                "GET | /con/b?sv=2022-11-02&sr=b&sp=r&se=2099-01-01&sig=AAAA | Authorization: | - | 403 | AuthenticationFailed",
                "GET | /con/b?sv=2022-11-02&sr=b&sp=r&se=2020-01-01&sig=AAAA | Authorization: | - | 403 | AuthenticationFailed",
                "GET | /con/b?sv=soon&sr=b&sp=r&se=2099-01-01&sig=AAAA | Authorization: | - | 403 | AuthenticationFailed",
                "GET | /con/b?sv=2022-11-02&sr=c&si=none&sig=AAAA | Authorization: | - | 403 | AuthenticationFailed",
                "GET | /con/b | Authorization:SharedKey other:c2ln | - | 403 | AuthenticationFailed",
                "GET | /con/b | Authorization:SharedKeyLite | - | 401 | InvalidAuthenticationInfo",
                "GET | /con/b | Authorization:Basic eA== | - | 401 | InvalidAuthenticationInfo"
            })
    void refusedAndNothingChanged(String method, String uri, String header, String body, int status, String code) {
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
        container().getBlobClient("staged").getBlockBlobClient().stageBlock("YQ==", BinaryData.fromString("block"));
        String before = stored();
        int colon = header == null ? -1 : header.indexOf(':');
        String named = header == null ? "" : header.substring(0, colon);
        String value = header == null ? "" : header.substring(colon + 1).replace("LONG", "x".repeat(9000));

        RequestSpecification request = service.given(name + ".blob.core");
        if (!named.equals("Authorization")) {
            request.header(
                    "Authorization", "Bearer " + issuer.aad(AUDIENCE, WRITER).sign());
        }
        if (!named.equals("x-ms-version")) {
            request.header("x-ms-version", "2025-07-05");
        }
        if (!named.equals("x-ms-blob-type") && !named.equals("x-ms-copy-source")) {
            request.header("x-ms-blob-type", "BlockBlob");
        }
        if (!value.isEmpty()) {
            request.header(named, value);
        }
        Response answer = (body == null ? request : request.body(body)).request(method, uri);

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo(status + " " + code);
        assertThat(answer.asString()).doesNotContain("root:x:0");
        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "blob.core, /con/none, 404, BlobNotFound",
        "blob.core, /none?restype=container, 404, ContainerNotFound",
        "blob.core, /con/b?comp=none, 400, InvalidQueryParameterValue",
        "blob.core, /con/b?sv=soon&sr=b&sp=r&se=2099-01-01&sig=AAAA, 401, NoAuthenticationInformation",
        "file.core, /none?restype=share, 404, ShareNotFound"
    })
    void aHeadThatFailsHasNeitherABodyNorAType(String host, String uri, int status, String code) {
        RequestSpecification request = service.given(name + "." + host);
        if (status != 401) {
            request.header(
                            "Authorization",
                            "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                    .header("x-ms-version", "2025-07-05")
                    .header("x-ms-file-request-intent", "backup");
        }
        Response answer = request.head(status == 401 ? "/con/b" : uri);

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo(status + " " + code);
        assertThat(answer.header("Content-Type")).isNull();
        assertThat(answer.asByteArray()).isEmpty();
        assertThat(answer.header("x-ms-request-id")).isNotNull();
    }

    @Test
    void aRefusalSaysWhatItIsAbout() {
        Response unknown = as(WRITER, AUDIENCE).get("/con/b?comp=a%26b%00");
        assertThat(unknown.xmlPath().getString("Error.QueryParameterName")).isEqualTo("comp");
        assertThat(unknown.xmlPath().getString("Error.QueryParameterValue")).isEqualTo("a&b?");
        assertThat(unknown.xmlPath().getString("Error.Reason")).isEmpty();
        assertThat(unknown.xmlPath().getString("Error.Message"))
                .startsWith("Value for one of the query parameters specified in the request URI is invalid.\nRequestId:"
                        + unknown.header("x-ms-request-id"));

        Response refused = as(WRITER, AUDIENCE).body("x").post("/con/b");
        assertThat(refused.header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT");
        assertThat(refused.xmlPath().getString("Error.Code")).isEqualTo("UnsupportedHttpVerb");

        // the first page of an account, asked for with a browser
        Response anonymous = service.given(name + ".blob.core").get("/");
        assertThat(anonymous.statusCode()).isEqualTo(400);
        assertThat(anonymous.xmlPath().getString("Error.QueryParameterName")).isEqualTo("comp");
        assertThat(anonymous.xmlPath().getString("Error.QueryParameterValue")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "blob.core, PUT, /con/%zz",
        "blob.core, PUT, /con/%",
        "blob.core, PUT, /con/a%2",
        "blob.core, DELETE, /con%zz?restype=container",
        "blob.core, PUT, /con/%C3%28",
        "blob.core, GET, /con/%ED%A0%80",
        "blob.core, GET, /con/b?comp=%zz",
        "file.core, PUT, /con/%zz",
        "file.core, GET, /con/%C3%28"
    })
    void aPathThatIsNotEncodedIsRefusedInTheServicesForm(String plane, String method, String uri) throws IOException {
        String before = stored();

        RawAnswer answer = RawAnswer.of(
                service,
                name + "." + plane,
                method,
                uri,
                "Bearer " + issuer.aad(AUDIENCE, WRITER).sign(),
                "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers())
                .containsIgnoringCase("x-ms-error-code: InvalidUri")
                .containsIgnoringCase("x-ms-request-id: ")
                .containsIgnoringCase("content-type: application/xml");
        assertThat(answer.body()).contains("<Error><Code>InvalidUri</Code><Message>");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aHugeHeaderIsRefusedBeforeAnythingElse() {
        String before = stored();

        Response answer = as(WRITER, AUDIENCE)
                .header("x-ms-meta-a", "x".repeat(40_000))
                .body("x")
                .put("/con/n");

        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(stored()).isEqualTo(before);
    }
}
