package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.clients.SdkAccount;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Versions of blobs, switched on by Azure Resource Manager, by Azure's own client for Java: as the
 * owner of the data, whose role lets versions be deleted, and by a signature.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlobVersionsTest {

    private SdkAccount account;
    private BlobContainerClient container;

    @BeforeAll
    void connect() throws Exception {
        account = SdkAccount.create(TestPlatform.get(), "sdkversions1", (context, next) -> next.process());
        container = account.byRole().createBlobContainerIfNotExists("versions");
        account.versioning(true);
    }

    private List<BlobItem> versions(String name) {
        return container
                .listBlobs(
                        new ListBlobsOptions()
                                .setPrefix(name)
                                .setDetails(new BlobListDetails().setRetrieveVersions(true))
                                .setMaxResultsPerPage(1),
                        null)
                .stream()
                .toList();
    }

    @Test
    void anOverwrittenAndDeletedBlobIsRestoredByACopy() throws Exception {
        BlobClient blob = container.getBlobClient("model");
        blob.upload(BinaryData.fromString("one"));
        String first = blob.getProperties().getVersionId();
        blob.setMetadata(Map.of("stage", "test"));
        blob.upload(BinaryData.fromString("two"), true);
        blob.delete();

        assertThat(blob.exists()).isFalse();
        assertThat(versions("model")).hasSize(3).noneMatch(item -> Boolean.TRUE.equals(item.isCurrentVersion()));
        assertThat(blob.getVersionClient(first).downloadContent()).hasToString("one");
        BlobClient byKey = account.byKey().getBlobContainerClient("versions").getBlobClient("model");
        byKey.copyFromUrl(byKey.getVersionClient(first).getBlobUrl());

        assertThat(blob.downloadContent()).hasToString("one");
        assertThat(blob.getProperties().isCurrentVersion()).isTrue();
        assertThat(versions("model")).hasSize(4);
    }

    @Test
    void aPreviousVersionIsDeletedAndTheCurrentOneIsNot() {
        BlobClient blob = container.getBlobClient("report");
        blob.upload(BinaryData.fromString("one"));
        String first = blob.getProperties().getVersionId();
        blob.upload(BinaryData.fromString("two"), true);
        String second = blob.getProperties().getVersionId();

        assertRefused(403, "OperationNotAllowedOnRootBlob", blob.getVersionClient(second)::delete);
        blob.getVersionClient(first).delete();

        assertRefused(404, "BlobNotFound", blob.getVersionClient(first)::downloadContent);
        assertThat(versions("report"))
                .singleElement()
                .matches(item -> item.getVersionId().equals(second) && item.isCurrentVersion());
    }

    @Test
    void aSignatureOfOneVersionReadsNoOther() throws Exception {
        BlobClient blob = account.byKey().getBlobContainerClient("versions").getBlobClient("signed");
        blob.upload(BinaryData.fromString("one"));
        String first = blob.getProperties().getVersionId();
        blob.upload(BinaryData.fromString("two"), true);
        String sas = blob.getVersionClient(first)
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));

        BlobClient signed = account.client()
                .sasToken(sas)
                .buildClient()
                .getBlobContainerClient("versions")
                .getBlobClient("signed");
        assertThat(signed.getVersionClient(first).downloadContent()).hasToString("one");
        assertRefused(403, "AuthorizationResourceTypeMismatch", signed::downloadContent);
        assertRefused(403, "AuthorizationPermissionMismatch", signed.getVersionClient(first)::delete);
    }
}
