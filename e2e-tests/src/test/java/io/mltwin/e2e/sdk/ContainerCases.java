package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceAsyncClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobAccessPolicy;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobContainerListDetails;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.LeaseStateType;
import com.azure.storage.blob.models.ListBlobContainersOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.TaggedBlobItem;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.mltwin.e2e.clients.SdkAccount;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import reactor.core.publisher.Flux;

/** The Blob service and its containers: {@code azure-storage-blob}, blocking and asynchronous. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ContainerCases {
    private BlobServiceClient service;
    private BlobServiceAsyncClient async;

    @BeforeAll
    void connect() throws Exception {
        SdkAccount account = SdkSuite.get().account;
        service = account.byKey();
        async = account.client().credential(account.key()).buildAsyncClient();
    }

    @Test
    void theServiceTellsOfItself() throws Exception {
        assertThat(service.getAccountInfo().getSkuName()).hasToString("Standard_LRS");
        assertThat(service.getAccountInfo().getAccountKind()).hasToString("StorageV2");
        BlobServiceProperties properties = service.getProperties();
        assertThat(properties.getDeleteRetentionPolicy().isEnabled()).isFalse();
        service.setProperties(properties.setDefaultServiceVersion("2023-11-03"));
        assertThat(service.getProperties().getDefaultServiceVersion()).isEqualTo("2023-11-03");
        assertThat(SdkSuite.get()
                        .account
                        .byRole()
                        .getUserDelegationKey(null, OffsetDateTime.now().plusHours(1))
                        .getValue())
                .isNotBlank();
    }

    @Test
    void areMadeListedAndDeleted() {
        BlobContainerClient made = service.createBlobContainerWithResponse("made", Map.of("a", "b"), null, Context.NONE)
                .getValue();
        assertThat(made.createIfNotExists()).isFalse();
        assertThat(service.getBlobContainerClient("made-2").createIfNotExists()).isTrue();
        assertRefused(409, "ContainerAlreadyExists", made::create);

        assertThat(made.getProperties().getMetadata()).isEqualTo(Map.of("a", "b"));
        String tag = made.getProperties().getETag();
        made.setMetadata(Map.of("k", "v"));
        assertThat(made.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(made.getProperties().getETag()).isNotEqualTo(tag);
        assertThat(service
                        .listBlobContainers(
                                new ListBlobContainersOptions()
                                        .setPrefix("made")
                                        .setMaxResultsPerPage(1)
                                        .setDetails(new BlobContainerListDetails().setRetrieveMetadata(true)),
                                null)
                        .stream()
                        .collect(Collectors.toMap(
                                BlobContainerItem::getName,
                                one -> one.getMetadata() == null ? Map.of() : one.getMetadata())))
                .isEqualTo(Map.of("made", Map.of("k", "v"), "made-2", Map.of()));
        made.delete();
        assertThat(made.exists()).isFalse();
        assertThat(made.deleteIfExists()).isFalse();
        assertRefused(404, "ContainerNotFound", made::getProperties);
        assertThat(service.getBlobContainerClient("made-2").deleteIfExists()).isTrue();
    }

    @Test
    void havePoliciesOfAccess() {
        BlobContainerClient container = service.createBlobContainer("policies");
        BlobSignedIdentifier policy = new BlobSignedIdentifier()
                .setId("reading")
                .setAccessPolicy(new BlobAccessPolicy()
                        .setPermissions("r")
                        .setExpiresOn(OffsetDateTime.now().plusHours(1)));

        container.setAccessPolicy(null, List.of(policy));

        assertThat(container.getAccessPolicy().getIdentifiers())
                .extracting(BlobSignedIdentifier::getId)
                .containsExactly("reading");
        assertThat(container.getAccessPolicy().getBlobAccessType()).isNull();
    }

    @Test
    void areLeased() {
        BlobContainerClient container = service.createBlobContainer("leased");
        BlobLeaseClient lease =
                new BlobLeaseClientBuilder().containerClient(container).buildClient();
        lease.acquireLease(15);
        assertThat(container.getProperties().getLeaseState()).isEqualTo(LeaseStateType.LEASED);
        assertRefused(412, "LeaseIdMissing", container::delete);
        assertRefused(
                409,
                "LeaseAlreadyPresent",
                () -> new BlobLeaseClientBuilder()
                        .containerClient(container)
                        .buildClient()
                        .acquireLease(15));
        lease.renewLease();
        String changed = lease.changeLease("33333333-3333-3333-3333-333333333333");
        assertThat(changed).startsWith("3333");
        lease.releaseLease();
        lease.acquireLease(-1);
        assertThat(lease.breakLease()).isZero();
        assertThat(container.getProperties().getLeaseState()).isEqualTo(LeaseStateType.BROKEN);
        lease.releaseLease();
        container.deleteWithResponse(new BlobRequestConditions(), null, Context.NONE);
    }

    @Test
    void listTheirBlobsFlatByHierarchyAndInPages() {
        BlobContainerClient container = service.createBlobContainer("listed");
        Flux.just("a", "d/1", "d/2", "d/e/3", "ü ö", "z")
                .concatMap(name -> async.getBlobContainerAsyncClient("listed")
                        .getBlobAsyncClient(name)
                        .upload(BinaryData.fromString(name), true))
                .blockLast();

        assertThat(container.listBlobs().stream().map(BlobItem::getName))
                .containsExactly("a", "d/1", "d/2", "d/e/3", "z", "ü ö");
        assertThat(container.listBlobsByHierarchy("").stream().map(BlobItem::getName))
                .containsExactlyInAnyOrder("a", "d/", "z", "ü ö");
        assertThat(container.listBlobsByHierarchy("/", new ListBlobsOptions().setPrefix("d/"), null).stream()
                        .map(item -> item.getName() + item.isPrefix()))
                .containsExactlyInAnyOrder("d/1false", "d/2false", "d/e/true");
        assertThat(async.getBlobContainerAsyncClient("listed")
                        .listBlobs(new ListBlobsOptions().setMaxResultsPerPage(4))
                        .byPage()
                        .map(page -> page.getValue().size())
                        .collectList()
                        .block())
                .containsExactly(4, 2);
    }

    @Test
    void areSearchedByTags() {
        BlobContainerClient container = service.createBlobContainer("searched");
        container.getBlobClient("m").upload(BinaryData.fromString("x"));
        container.getBlobClient("m").setTags(Map.of("suite", "operations", "year", "2026"));
        container.getBlobClient("n").upload(BinaryData.fromString("x"));

        assertThat(service.findBlobsByTags("\"suite\" = 'operations' AND \"year\" >= '2020'"))
                .extracting(TaggedBlobItem::getName)
                .containsExactly("m");
        assertThat(container.findBlobsByTags("\"suite\" = 'operations'"))
                .extracting(TaggedBlobItem::getContainerName)
                .containsExactly("searched");
        assertThat(container.findBlobsByTags("\"suite\" = 'none'")).isEmpty();
    }
}
