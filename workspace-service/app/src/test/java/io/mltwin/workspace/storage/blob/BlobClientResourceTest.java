package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.TaggedBlobItem;
import com.azure.storage.blob.options.BlobBreakLeaseOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the Blob service can do, done by Azure's own client for Java under the account's host name,
 * each operation seen in what the client reads back: containers, leases, tags, tiers and lists.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobClientResourceTest extends WithBlobAccount {

    private BlobServiceClient azure;
    private BlobContainerClient con;

    @BeforeEach
    void connect() {
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
        con = azure.getBlobContainerClient("con");
    }

    @Test
    void containersHaveMetadataPoliciesAndLeases() {
        BlobContainerClient other = azure.createBlobContainer("other");
        assertThat(other.exists()).isTrue();
        other.setMetadata(Map.of("k", "v"));
        assertThat(other.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        BlobSignedIdentifier policy = new BlobSignedIdentifier().setId("reading");
        policy.setAccessPolicy(new com.azure.storage.blob.models.BlobAccessPolicy()
                .setPermissions("r")
                .setExpiresOn(OffsetDateTime.now().plusHours(1)));
        other.setAccessPolicy(null, List.of(policy));
        assertThat(other.getAccessPolicy().getIdentifiers())
                .extracting(BlobSignedIdentifier::getId)
                .containsExactly("reading");

        BlobLeaseClient lease =
                new BlobLeaseClientBuilder().containerClient(other).buildClient();
        lease.acquireLease(15);
        assertRefused(412, "LeaseIdMissing", other::delete);
        assertThat(other.getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
        lease.releaseLease();

        assertThat(azure.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("con", "other");
        other.delete();
        assertThat(other.exists()).isFalse();
        assertThat(azure.getAccountInfo().getSkuName().toString()).isEqualTo("Standard_LRS");
        assertThat(azure.getProperties().getDeleteRetentionPolicy().isEnabled()).isFalse();
        azure.setProperties(azure.getProperties().setDefaultServiceVersion("2023-11-03"));
        assertThat(azure.getProperties().getDefaultServiceVersion()).isEqualTo("2023-11-03");
    }

    @Test
    void aLeaseKeepsOthersOut() {
        BlobClient blob = con.getBlobClient("b");
        blob.upload(BinaryData.fromString("one"));
        BlobLeaseClient lease = new BlobLeaseClientBuilder().blobClient(blob).buildClient();
        String id = lease.acquireLease(-1);

        assertRefused(412, "LeaseIdMissing", () -> blob.upload(BinaryData.fromString("x"), true));
        assertRefused(412, "LeaseIdMissing", () -> blob.setMetadata(Map.of()));
        assertRefused(412, "LeaseIdMissing", blob::delete);
        BlockBlobClient block = blob.getBlockBlobClient();
        assertRefused(412, "LeaseIdMissing", () -> block.stageBlock("YQ==", new ByteArrayInputStream(new byte[1]), 1));
        assertRefused(
                409,
                "LeaseAlreadyPresent",
                () -> new BlobLeaseClientBuilder()
                        .blobClient(blob)
                        .buildClient()
                        .acquireLease(15));
        BlobRequestConditions held = new BlobRequestConditions().setLeaseId(id);
        blob.setMetadataWithResponse(Map.of("k", "v"), held, null, Context.NONE);
        lease.renewLease();
        String changed = lease.changeLease("33333333-3333-3333-3333-333333333333");
        assertRefused(
                412,
                "LeaseIdMismatchWithBlobOperation",
                () -> blob.setMetadataWithResponse(Map.of(), held, null, Context.NONE));
        assertThat(changed).startsWith("3333");
        assertThat(blob.getProperties().getLeaseDuration().toString()).isEqualTo("infinite");

        int seconds = lease.breakLeaseWithResponse(
                        new BlobBreakLeaseOptions().setBreakPeriod(java.time.Duration.ofSeconds(20)),
                        null,
                        Context.NONE)
                .getValue();
        assertThat(seconds).isEqualTo(20);
        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.BREAKING);
        lease.breakLeaseWithResponse(
                new BlobBreakLeaseOptions().setBreakPeriod(java.time.Duration.ZERO), null, Context.NONE);
        blob.upload(BinaryData.fromString("two"), true);
        assertThat(blob.getProperties().getLeaseState()).isEqualTo(LeaseStateType.AVAILABLE);
        blob.delete();
    }

    @Test
    void tagsAreFoundAndBind() {
        BlobClient blob = con.getBlobClient("tagged");
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromString("x"))
                        .setTags(Map.of("kind", "model", "year", "2026"))
                        .setMetadata(Map.of("m", "1"))
                        .setHeaders(new BlobHttpHeaders().setContentLanguage("de")),
                null,
                Context.NONE);
        con.getBlobClient("plain").upload(BinaryData.fromString("x"));

        assertThat(blob.getTags()).isEqualTo(Map.of("kind", "model", "year", "2026"));
        assertThat(azure.findBlobsByTags("\"kind\" = 'model' AND \"year\" >= '2020'"))
                .extracting(TaggedBlobItem::getName)
                .containsExactly("tagged");
        assertThat(con.findBlobsByTags("\"kind\" = 'data'")).isEmpty();
        BlobRequestConditions other = new BlobRequestConditions().setTagsConditions("\"kind\" = 'data'");
        assertRefused(412, "ConditionNotMet", () -> blob.deleteWithResponse(null, other, null, Context.NONE));
        blob.setTags(Map.of("kind", "data"));
        assertThat(con.listBlobs(
                        new ListBlobsOptions()
                                .setPrefix("tagged")
                                .setDetails(new BlobListDetails().setRetrieveTags(true)),
                        null))
                .extracting(BlobItem::getTags)
                .containsExactly(Map.of("kind", "data"));
        assertThat(blob.getProperties().getTagCount()).isEqualTo(1);
        blob.deleteWithResponse(null, other, null, Context.NONE);
    }

    @Test
    void tiersBlocksAndListsOfThem() {
        BlobClient blob = con.getBlobClient("t");
        blob.upload(BinaryData.fromString("x"));
        blob.setAccessTier(AccessTier.COOL);
        assertThat(blob.getProperties().getAccessTier()).isEqualTo(AccessTier.COOL);
        blob.setAccessTier(AccessTier.ARCHIVE);
        assertRefused(409, "BlobArchived", blob::downloadContent);
        blob.setAccessTier(AccessTier.HOT);
        assertThat(blob.downloadContent().toString()).isEqualTo("x");

        BlockBlobClient staged = con.getBlobClient("staged").getBlockBlobClient();
        staged.stageBlock("YQ==", new ByteArrayInputStream(new byte[3]), 3);
        assertThat(staged.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks())
                .hasSize(1);
        ListBlobsOptions uncommitted =
                new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true));
        assertThat(con.listBlobs(uncommitted, null))
                .extracting(BlobItem::getName)
                .containsExactly("staged", "t");
        assertThat(con.listBlobs()).extracting(BlobItem::getName).containsExactly("t");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.downloadStreamWithResponse(out, new BlobRange(0, 1L), null, null, true, null, Context.NONE);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x");
    }
}
