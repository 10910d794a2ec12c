package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobAccessPolicy;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobClientBase;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.azure.storage.common.sas.SasIpRange;
import com.azure.storage.common.sas.SasProtocol;
import io.mltwin.e2e.clients.SdkAccount;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shared access signatures of each kind, as Azure's client makes and uses them. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SignatureCases {
    private static final OffsetDateTime NOW = OffsetDateTime.now();
    private static final OffsetDateTime LATER = NOW.plusHours(1);

    private final SdkAccount account = SdkSuite.get().account;
    private BlobServiceClient service;
    private BlobContainerClient container;
    private BlobClient blob;
    private BlobClientBase snapshot;
    private UserDelegationKey delegated;

    @BeforeAll
    void aBlobASnapshotAndAPolicy() throws Exception {
        service = account.byKey();
        container = service.createBlobContainerIfNotExists("signed");
        blob = container.getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"), true);
        snapshot = blob.createSnapshot();
        container.setAccessPolicy(
                null,
                List.of(new BlobSignedIdentifier()
                        .setId("reading")
                        .setAccessPolicy(
                                new BlobAccessPolicy().setPermissions("r").setExpiresOn(LATER))));
        delegated = account.byRole().getUserDelegationKey(null, LATER);
    }

    private BlobClient by(String signature) {
        try {
            return account.client()
                    .sasToken(signature)
                    .buildClient()
                    .getBlobContainerClient("signed")
                    .getBlobClient("b");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static BlobServiceSasSignatureValues readBlob() {
        return new BlobServiceSasSignatureValues(LATER, new BlobSasPermission().setReadPermission(true));
    }

    private static BlobServiceSasSignatureValues readContainer() {
        return new BlobServiceSasSignatureValues(LATER, new BlobContainerSasPermission().setReadPermission(true));
    }

    private String ofAccount(String permissions, String types, OffsetDateTime expiry) {
        return service.generateAccountSas(new AccountSasSignatureValues(
                expiry,
                AccountSasPermission.parse(permissions),
                new AccountSasService().setBlobAccess(true),
                AccountSasResourceType.parse(types)));
    }

    Stream<Arguments> whatReads() {
        return Stream.of(
                Arguments.of("account", ofAccount("r", "o", LATER)),
                Arguments.of("blob", blob.generateSas(readBlob())),
                Arguments.of("container", container.generateSas(readContainer())),
                Arguments.of("stored policy", blob.generateSas(new BlobServiceSasSignatureValues("reading"))),
                Arguments.of(
                        "user delegation, blob",
                        blob.generateUserDelegationSas(readBlob(), delegated, account.name(), Context.NONE)),
                Arguments.of(
                        "user delegation, container",
                        container.generateUserDelegationSas(readContainer(), delegated, account.name(), Context.NONE)),
                Arguments.of(
                        "from these addresses",
                        blob.generateSas(readBlob().setSasIpRange(SasIpRange.parse("1.0.0.0-223.255.255.255")))),
                Arguments.of("HTTPS alone", blob.generateSas(readBlob().setProtocol(SasProtocol.HTTPS_ONLY))),
                Arguments.of("begun", blob.generateSas(readBlob().setStartTime(NOW.minusMinutes(5)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatReads")
    void opensToReadAndToNothingElse(String kind, String signature) {
        BlobClient signed = by(signature);

        assertThat(signed.downloadContent()).hasToString("hello");
        assertThat(signed.getProperties().getBlobSize()).isEqualTo(5);
        assertRefused(403, "AuthorizationPermissionMismatch", () -> signed.upload(BinaryData.fromString("x"), true));
        assertRefused(403, "AuthorizationPermissionMismatch", signed::delete);
        assertThat(blob.downloadContent()).hasToString("hello");
    }

    Stream<Arguments> whatDoesNot() {
        String good = blob.generateSas(readBlob());
        String delegation = blob.generateUserDelegationSas(readBlob(), delegated, account.name(), Context.NONE);
        return Stream.of(
                Arguments.of(
                        "expired",
                        blob.generateSas(new BlobServiceSasSignatureValues(
                                NOW.minusMinutes(1), new BlobSasPermission().setReadPermission(true)))),
                Arguments.of("expired account", ofAccount("r", "o", NOW.minusMinutes(1))),
                Arguments.of("not begun", blob.generateSas(readBlob().setStartTime(NOW.plusMinutes(30)))),
                Arguments.of("more permissions", good.replace("sp=r", "sp=rw")),
                Arguments.of("longer", good.replaceAll("se=[^&]*", "se=2099-01-01T00%3A00%3A00Z")),
                Arguments.of("of a container", good.replace("sr=b", "sr=c")),
                Arguments.of("more permissions, delegated", delegation.replace("sp=r", "sp=rw")),
                Arguments.of(
                        "somebody else's, delegated",
                        delegation.replaceAll("skoid=[^&]*", "skoid=11111111-1111-1111-1111-111111111111")),
                Arguments.of("forged account", ofAccount("r", "o", LATER).replaceAll("sig=....", "sig=AAAA")),
                Arguments.of("no such policy", blob.generateSas(new BlobServiceSasSignatureValues("writing"))),
                Arguments.of(
                        "from another address",
                        blob.generateSas(readBlob().setSasIpRange(SasIpRange.parse("192.0.2.1")))),
                Arguments.of("another blob's", container.getBlobClient("other").generateSas(readBlob())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatDoesNot")
    void opensNothing(String kind, String signature) {
        assertRefused(403, "AuthenticationFailed", () -> by(signature).downloadContent());
        assertRefused(403, "AuthenticationFailed", () -> by(signature).upload(BinaryData.fromString("x"), true));
        assertThat(blob.downloadContent()).hasToString("hello");
    }

    @Test
    void ofASnapshotOpensThatAlone() {
        String signature = snapshot.generateSas(readBlob());

        assertThat(by(signature).getSnapshotClient(snapshot.getSnapshotId()).downloadContent())
                .hasToString("hello");
        SdkSuite.assertStatus(403, () -> by(signature).downloadContent());
    }

    @Test
    void ofAnAccountOpensItsKindsOfResources() {
        assertRefused(
                403,
                "AuthorizationResourceTypeMismatch",
                () -> by(ofAccount("rl", "c", LATER)).downloadContent());
        BlobClient lister = by(ofAccount("rl", "co", LATER));
        assertThat(lister.getContainerClient().listBlobs()).isNotEmpty();
        assertThat(lister.downloadContent()).hasToString("hello");
    }

    @Test
    void thatCreatesDoesNotOverwrite() {
        String signature =
                container.generateSas(new BlobServiceSasSignatureValues(LATER, BlobContainerSasPermission.parse("cl")));
        BlobContainerClient creator = by(signature).getContainerClient();
        creator.getBlobClient("created").upload(BinaryData.fromString("x"));

        assertRefused(
                403,
                "AuthorizationPermissionMismatch",
                () -> creator.getBlobClient("created").upload(BinaryData.fromString("y"), true));
        container.getBlobClient("created").delete();
    }

    @Test
    void setsHeadersOfItsAnswers() {
        String signature =
                blob.generateSas(readBlob().setContentType("text/csv").setContentDisposition("attachment"));

        var headers = by(signature)
                .downloadContentWithResponse(null, null, null, Context.NONE)
                .getDeserializedHeaders();

        assertThat(headers.getContentType()).isEqualTo("text/csv");
        assertThat(headers.getContentDisposition()).isEqualTo("attachment");
    }

    /** A policy that is taken away takes its signatures along. */
    @Test
    void ofAPolicyEndsWithIt() {
        BlobContainerClient other = service.createBlobContainerIfNotExists("signed-2");
        other.getBlobClient("b").upload(BinaryData.fromString("x"), true);
        other.setAccessPolicy(
                null,
                List.of(new BlobSignedIdentifier()
                        .setId("p")
                        .setAccessPolicy(
                                new BlobAccessPolicy().setPermissions("r").setExpiresOn(LATER))));
        String signature = other.getBlobClient("b").generateSas(new BlobServiceSasSignatureValues("p"));
        BlobClient signed = by(signature)
                .getContainerClient()
                .getServiceClient()
                .getBlobContainerClient("signed-2")
                .getBlobClient("b");
        assertThat(signed.downloadContent()).hasToString("x");

        other.setAccessPolicy(null, List.of());

        assertRefused(403, "AuthenticationFailed", signed::downloadContent);
    }
}
