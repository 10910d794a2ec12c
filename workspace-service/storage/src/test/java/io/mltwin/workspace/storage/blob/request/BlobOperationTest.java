package io.mltwin.workspace.storage.blob.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.signature.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobOperationTest {

    private static BlobOperation of(String method, String uri) {
        String[] parts = uri.split("\\?", 2);
        QueryParameters query = QueryParameters.parse(parts.length == 2 ? parts[1] : "");
        return BlobOperation.of(method, BlobAddress.of("/blob/acct" + parts[0], query), query, false);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /?comp=list&include=, LIST_CONTAINERS",
        "PUT, /c?restype=container, CREATE_CONTAINER",
        "GET, /c?restype=container, GET_CONTAINER",
        "HEAD, /c?restype=container, GET_CONTAINER",
        "PUT, /c?restype=container&comp=metadata, SET_CONTAINER_METADATA",
        "DELETE, /c?restype=container, DELETE_CONTAINER",
        "GET, /c?comp=list&restype=container, LIST_BLOBS",
        "PUT, /c/b, PUT_BLOB",
        "PUT, /b, PUT_BLOB",
        "GET, /b, GET_BLOB",
        "HEAD, /b?comp=metadata, GET_BLOB_PROPERTIES",
        "DELETE, /$root/b, DELETE_BLOB",
        "PUT, /$root?restype=container, CREATE_CONTAINER",
        "PUT, /c/b?timeout=30, PUT_BLOB",
        "PUT, /c/b?comp=block&blockid=YQ==, PUT_BLOCK",
        "PUT, /c/b?comp=blocklist, PUT_BLOCK_LIST",
        "GET, /c/b?comp=blocklist, GET_BLOCK_LIST",
        "GET, /c/d/b, GET_BLOB",
        "HEAD, /c/b, GET_BLOB_PROPERTIES",
        "GET, /c/b?comp=metadata, GET_BLOB_PROPERTIES",
        "PUT, /c/b?comp=metadata, SET_BLOB_METADATA",
        "PUT, /c/b?comp=properties, SET_BLOB_PROPERTIES",
        "DELETE, /c/b, DELETE_BLOB",
        "DELETE, /c/b?snapshot=2026-01-01T00:00:00.0000000Z, DELETE_BLOB",
        "DELETE, /c/b?versionid=2026-01-01T00:00:00.0000000Z, DELETE_BLOB_VERSION",
        "DELETE, /c/b?snapshot=2026-01-01T00:00:00.0000000Z&deletetype=permanent, DELETE_BLOB_FOR_GOOD",
        "DELETE, /c/b?versionid=2026-01-01T00:00:00.0000000Z&deletetype=permanent, DELETE_BLOB_FOR_GOOD",
        "POST, /?restype=service&comp=userdelegationkey, GET_USER_DELEGATION_KEY",
        "GET, /?restype=service&comp=properties, GET_SERVICE_PROPERTIES",
        "GET, /?restype=service&comp=stats, GET_SERVICE_STATS",
        "PUT, /?restype=service&comp=properties, SET_SERVICE_PROPERTIES",
        "GET, /?comp=blobs&where=x, FIND_BLOBS",
        "GET, /c?restype=container&comp=blobs&where=x, FIND_BLOBS_IN_CONTAINER",
        "HEAD, /c?restype=account&comp=properties, GET_ACCOUNT_INFORMATION",
        "PUT, /c?restype=container&comp=acl, SET_CONTAINER_ACL",
        "PUT, /c?restype=container&comp=lease, LEASE_CONTAINER",
        "PUT, /c/b?comp=lease, LEASE_BLOB",
        "PUT, /c/b?comp=snapshot, SNAPSHOT_BLOB",
        "PUT, /c/b?comp=appendblock, APPEND_BLOCK",
        "PUT, /c/b?comp=page, PUT_PAGE",
        "PUT, /c/b?comp=tier, SET_BLOB_TIER",
        "PUT, /c/b?comp=tags, SET_TAGS",
        "PUT, /c/b?comp=copy&copyid=x, ABORT_COPY",
        "PUT, /c/b?comp=undelete, UNDELETE_BLOB",
        "PUT, /c?restype=container&comp=undelete, RESTORE_CONTAINER"
    })
    void built(String method, String uri, BlobOperation operation) {
        assertThat(of(method, uri)).isEqualTo(operation);
    }

    @Test
    void aPutWithASourceIsACopy() {
        assertThat(BlobOperation.of("PUT", BlobAddress.parse("/blob/acct/c/b"), QueryParameters.parse(""), true))
                .isEqualTo(BlobOperation.COPY_BLOB);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PUT, /c/b?comp=immutabilityPolicies",
        "DELETE, /c/b?comp=immutabilityPolicies",
        "PUT, /c/b?comp=legalhold",
        "PUT, /c/b?comp=expiry",
        "PUT, /c/b?comp=incrementalcopy",
        "POST, /c/b?comp=query"
    })
    void notBuilt(String method, String uri) {
        assertRefused(method, uri, 501, "UnsupportedOperation");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | / | comp",
                "GET | /?restype=service | comp",
                "GET | /?restype=service&comp=statistics | comp",
                "GET | /?comp=properties | comp",
                "POST | /?comp=other | comp",
                "GET | /?restype=none&comp=properties | restype",
                "GET | /?restype=container&comp=list | restype",
                "GET | /?restype=account&comp=list | comp",
                "GET | /c?comp=list | comp",
                "PUT | /c?restype=container&comp=rename | comp",
                "GET | /c?restype=container&comp=LIST | comp",
                "PATCH | /c?restype=container&comp=none | comp",
                "PUT | /c/b?comp=list | comp",
                "GET | /c/b?comp=none | comp",
                "DELETE | /c/b?comp=none | comp",
                "GET | /c/b?restype=service | restype",
                "GET | /c/b?restype=none | restype",
                "DELETE | /c/b?deletetype=Permanent | deletetype",
                "DELETE | /c/b?deletetype= | deletetype"
            })
    void notKnown(String method, String uri, String parameter) {
        AzureException fault = assertRefused(method, uri, 400, "InvalidQueryParameterValue");
        assertThat(fault.content().details())
                .extracting(AzureException.Detail::code)
                .containsExactly("QueryParameterName", "QueryParameterValue", "Reason");
        assertThat(fault.content().details().get(0).message()).isEqualTo(parameter);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /c/b | DELETE, GET, HEAD, PUT",
                "PATCH | /c/b | DELETE, GET, HEAD, PUT",
                "GET | /c/b?comp=lease | PUT",
                "GET | /c/b?comp=properties&restype=service | PUT",
                "GET | /c/b?comp=query | POST",
                "GET | /c/b?comp=immutabilityPolicies | DELETE, PUT",
                "DELETE | /c/b?comp=tags | GET, PUT",
                "PATCH | /c?restype=container | DELETE, GET, HEAD, PUT",
                "POST | /c?restype=container&comp=list | GET",
                "GET | /c?restype=container&comp=batch | POST",
                "GET | /c?restype=service&comp=properties | PUT",
                "PUT | /?comp=list | GET",
                "GET | /?restype=service&comp=userdelegationkey | POST",
                "PUT | /?restype=account&comp=properties | GET, HEAD"
            })
    void notOfTheMethod(String method, String uri, String allowed) {
        assertThat(assertRefused(method, uri, 405, "UnsupportedHttpVerb")
                        .content()
                        .headers())
                .containsEntry("Allow", allowed);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /b/, InvalidUri",
        "PUT, /b/, InvalidUri",
        "GET, /$root, InvalidUri",
        "DELETE, /$root/, InvalidUri",
        "PUT, /$root/a/b, InvalidResourceName",
        "GET, /$root/a%2Fb, InvalidResourceName",
        "GET, /a%2Fb, InvalidResourceName",
        "GET, /b%00, InvalidResourceName"
    })
    void noNamesInTheRootContainer(String method, String uri, String code) {
        assertRefused(method, uri, 400, code);
    }

    @Test
    void aContainerHasNoSlash() {
        assertRefused("PUT", "/c/b?restype=container", 400, "InvalidUri");
    }

    private static AzureException assertRefused(String method, String uri, int status, String code) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> of(method, uri));
        assertThat(fault).isNotNull();
        assertThat(fault.status() + " " + fault.code()).isEqualTo(status + " " + code);
        return fault;
    }
}
