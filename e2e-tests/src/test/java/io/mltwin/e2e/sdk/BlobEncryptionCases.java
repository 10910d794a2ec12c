package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobContainerEncryptionScope;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.models.PageRange;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.AppendBlobClient;
import com.azure.storage.blob.specialized.PageBlobClient;
import io.mltwin.e2e.clients.SdkAccount;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Keys that the client provides, and encryption scopes. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class BlobEncryptionCases {
    private static final String NEEDED = "BlobUsesCustomerSpecifiedEncryption";
    private static final String OTHER = "BlobCustomerSpecifiedEncryptionMismatch";
    private static final CustomerProvidedKey KEY = new CustomerProvidedKey(random(32));

    private BlobContainerClient container;

    @BeforeAll
    void connect() throws Exception {
        container = SdkSuite.get().account.byKey().createBlobContainerIfNotExists("encrypted");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aBlobIsReadWithTheKeyOfItsClient() {
        BlobClient bare = container.getBlobClient("b");
        BlobClient blob = bare.getCustomerProvidedKeyClient(KEY);
        byte[] content = random(3_000_000);
        blob.uploadWithResponse(
                new BlobParallelUploadOptions(BinaryData.fromBytes(content))
                        .setParallelTransferOptions(new ParallelTransferOptions()
                                .setBlockSizeLong(500_000L)
                                .setMaxSingleUploadSizeLong(500_000L)),
                null,
                null);
        blob.setMetadata(Map.of("k", "v"));

        assertThat(blob.downloadContent().toBytes()).isEqualTo(content);
        assertThat(blob.getProperties().getMetadata()).isEqualTo(Map.of("k", "v"));
        assertThat(blob.getProperties().getEncryptionKeySha256()).isEqualTo(KEY.getKeySha256());
        assertThat(blob.createSnapshot().downloadContent().toBytes()).isEqualTo(content);
        assertRefused(409, NEEDED, bare::downloadContent);
        assertRefused(
                409,
                OTHER,
                () -> bare.getCustomerProvidedKeyClient(new CustomerProvidedKey(random(33, 32)))
                        .downloadContent());
        assertThat(bare.exists()).isTrue();
        assertThat(container.listBlobs())
                .filteredOn(BlobItem::getName, "b")
                .extracting(item -> item.getProperties().getCustomerProvidedKeySha256())
                .containsOnly(KEY.getKeySha256());
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void appendAndPageBlobsGrowUnderTheirClientsKey() {
        AppendBlobClient log =
                container.getBlobClient("log").getCustomerProvidedKeyClient(KEY).getAppendBlobClient();
        log.create();
        log.appendBlock(new ByteArrayInputStream("one".getBytes()), 3);
        assertThat(log.downloadContent()).hasToString("one");
        PageBlobClient disk = container
                .getBlobClient("disk")
                .getCustomerProvidedKeyClient(KEY)
                .getPageBlobClient();
        disk.create(1024);
        disk.uploadPages(new PageRange().setStart(0).setEnd(511), new ByteArrayInputStream(random(512)));
        assertThat(disk.downloadContent().toBytes()).startsWith(random(512));
    }

    @Test
    void aScopeIsNamedOrTheContainersDefault() throws Exception {
        SdkAccount account = SdkSuite.get().account;
        account.scope("ward-1", "Enabled");
        account.scope("ward-2", "Enabled");
        BlobClient named = container.getBlobClient("named");
        named.getEncryptionScopeClient("ward-1").upload(BinaryData.fromString("one"));
        BlobContainerClient scoped = account.client()
                .credential(account.key())
                .blobContainerEncryptionScope(new BlobContainerEncryptionScope()
                        .setDefaultEncryptionScope("ward-2")
                        .setEncryptionScopeOverridePrevented(true))
                .buildClient()
                .createBlobContainerIfNotExists("scoped");
        BlobClient byDefault = scoped.getBlobClient("b");
        byDefault.upload(BinaryData.fromString("two"));

        assertThat(named.getProperties().getEncryptionScope()).isEqualTo("ward-1");
        assertThat(byDefault.getProperties().getEncryptionScope()).isEqualTo("ward-2");
        assertThat(scoped.getProperties().getDefaultEncryptionScope()).isEqualTo("ward-2");
        assertRefused(
                403,
                "RequestForbiddenByContainerEncryptionPolicy",
                () -> scoped.getBlobClient("c")
                        .getEncryptionScopeClient("ward-1")
                        .upload(BinaryData.fromString("x")));
        account.scope("ward-1", "Disabled");
        assertRefused(403, "EncryptionScopeDisabled", named::downloadContent);
        assertThat(byDefault.downloadContent()).hasToString("two");
        account.scope("ward-1", "Enabled");
        assertThat(named.downloadContent()).hasToString("one");
        assertThat(List.of(named, byDefault)).allMatch(BlobClient::exists);
    }
}
