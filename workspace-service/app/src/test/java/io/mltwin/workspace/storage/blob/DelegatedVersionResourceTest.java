package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.credential.AccessToken;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Signatures of one version (sr=bv) and of one snapshot (sr=bs) made with a delegation key. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DelegatedVersionResourceTest extends WithVersions {

    private static final OffsetDateTime LATER = OffsetDateTime.now().plusHours(1);
    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";

    private String principal;
    private String first;
    private String second;
    private String snapshot;
    private String otherSnapshot;

    @BeforeEach
    void write() {
        first = put("one");
        second = put("two");
        snapshot = blob.createSnapshot().getSnapshotId();
        put("three");
        otherSnapshot = blob.createSnapshot().getSnapshotId();
        principal = UUID.randomUUID().toString();
        decisions.allow(
                principal,
                "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
                account.toString());
        decisions.allow(principal, BLOBS + "read", account.toString());
    }

    private String signed(BlobClient client, String letters) {
        UserDelegationKey key = byHost().credential(request -> Mono.just(
                        new AccessToken(issuer.aad(AUDIENCE, principal).sign(), LATER)))
                .buildClient()
                .getUserDelegationKey(null, LATER);
        return client.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(LATER, BlobSasPermission.parse(letters)),
                key,
                name,
                com.azure.core.util.Context.NONE);
    }

    private BlobClient by(String sas) {
        return byHost().sasToken(sas)
                .buildClient()
                .getBlobContainerClient("con")
                .getBlobClient("b");
    }

    @Test
    void signatureOfAVersionReadsThatOneAlone() {
        String sas = signed(blob.getVersionClient(first), "rx");
        assertThat(sas).contains("sr=bv");

        assertThat(by(sas).getVersionClient(first).downloadContent()).hasToString("one");
        assertRefused(
                403,
                "AuthenticationFailed",
                () -> by(sas).getVersionClient(second).downloadContent());
        assertRefused(403, "AuthorizationResourceTypeMismatch", by(sas)::downloadContent);
        assertRefused(
                403,
                "AuthorizationResourceTypeMismatch",
                () -> by(sas).getSnapshotClient(snapshot).downloadContent());
        // the letter is there, the role of who asked for the key is not
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> by(sas).getVersionClient(first).delete());
        decisions.allow(principal, BLOBS + "deleteBlobVersion/action", account.toString());
        String again = signed(blob.getVersionClient(first), "rx");
        by(again).getVersionClient(first).delete();
        assertRefused(
                404, "BlobNotFound", () -> by(again).getVersionClient(first).downloadContent());
    }

    @Test
    void signatureOfASnapshotReadsThatOneAlone() {
        String sas = signed(blob.getSnapshotClient(snapshot), "r");
        assertThat(sas).contains("sr=bs");

        assertThat(by(sas).getSnapshotClient(snapshot).downloadContent()).hasToString("two");
        assertRefused(
                403,
                "AuthenticationFailed",
                () -> by(sas).getSnapshotClient(otherSnapshot).downloadContent());
        assertRefused(403, "AuthorizationResourceTypeMismatch", by(sas)::downloadContent);
        assertRefused(
                403,
                "AuthorizationResourceTypeMismatch",
                () -> by(sas).getVersionClient(first).downloadContent());
        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> by(sas).getSnapshotClient(snapshot).delete());
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({"bv, b", "bv, bs", "bv, c", "bs, b", "bs, bv", "bs, c"})
    void itIsOfNoOtherKind(String made, String said) {
        boolean version = made.equals("bv");
        String sas = signed(version ? blob.getVersionClient(first) : blob.getSnapshotClient(snapshot), "r");
        String query = version ? "versionid=" + first : "snapshot=" + snapshot;

        get(query + "&" + sas, 200, null);
        get(
                query + "&" + sas.replace("sr=" + made, "sr=" + said),
                403,
                said.equals("b") || said.equals("c") ? "AuthenticationFailed" : "AuthorizationResourceTypeMismatch");
        get(query + "&" + sas.replace("sp=r", "sp=rd"), 403, "AuthenticationFailed");
    }

    private void get(String query, int status, String code) {
        var answer = service.given(name + ".blob.core")
                .header("x-ms-version", "2025-07-05")
                .urlEncodingEnabled(false)
                .get("/con/b?" + query)
                .then()
                .statusCode(status);
        if (code != null) {
            answer.header("x-ms-error-code", equalTo(code));
        }
    }

    @Test
    void itEndsWithTheAccountsDelegationKeys() {
        String sas = signed(blob.getVersionClient(first), "r");
        get("versionid=" + first + "&" + sas, 200, null);

        accounts.revokeUserDelegationKeys(accounts.requireOpened(account));

        get("versionid=" + first + "&" + sas, 403, "AuthenticationFailed");
    }
}
