package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
import io.mltwin.workspace.storage.signature.QueryParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobOperationTest {

    private static BlobOperation of(String method, String uri) {
        String[] parts = uri.split("\\?", 2);
        return BlobOperation.of(
                method,
                BlobAddress.parse("/blob/acct" + parts[0]),
                QueryParameters.parse(parts.length == 2 ? parts[1] : ""),
                false);
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
        "POST, /?restype=service&comp=userdelegationkey, GET_USER_DELEGATION_KEY",
        "GET, /?restype=service&comp=properties, GET_SERVICE_PROPERTIES",
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

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /",
        "GET, /?restype=service&comp=stats",
        "POST, /?comp=other",
        "GET, /c",
        "PUT, /c",
        "PUT, /c/b?comp=immutabilityPolicies",
        "PUT, /c/b?restype=container",
        "POST, /c/b",
        "POST, /c/b?comp=query",
        "GET, /c/b?versionid=1"
    })
    void notBuilt(String method, String uri) {
        assertThatThrownBy(() -> of(method, uri))
                .isInstanceOfSatisfying(
                        AzureFault.class,
                        fault -> {
                            assertThat(fault.status()).isEqualTo(501);
                            assertThat(fault.code()).isEqualTo("UnsupportedOperation");
                        });
    }
}
