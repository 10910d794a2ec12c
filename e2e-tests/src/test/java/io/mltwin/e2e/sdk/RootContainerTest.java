package io.mltwin.e2e.sdk;

import static io.mltwin.e2e.sdk.SdkSuite.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.clients.SdkAccount;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** The root container of an account, by Azure's own client for Java and by short addresses. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class RootContainerTest {

    @Test
    void blobsOfTheRootContainerHaveAddressesWithoutOne() throws Exception {
        TestPlatform platform = TestPlatform.get();
        SdkAccount account = SdkAccount.create(platform, "sdkroot1", (context, next) -> next.process());
        BlobContainerClient root = account.byRole().createBlobContainer("$root");
        BlobClient blob = root.getBlobClient("robots.txt");
        blob.upload(BinaryData.fromString("hello"));
        BlobClient byKey = account.byKey().getBlobContainerClient("$root").getBlobClient("key");
        byKey.upload(BinaryData.fromString("by key"));
        String sas = byKey.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));

        try (HttpResponse answer = AzureClients.http(platform)
                .sendSync(new HttpRequest(HttpMethod.GET, account.url() + "/key?" + sas), Context.NONE)) {
            assertThat(answer.getStatusCode()).isEqualTo(200);
            assertThat(answer.getBodyAsBinaryData()).hasToString("by key");
        }
        assertThat(root.listBlobs()).extracting(BlobItem::getName).containsExactly("key", "robots.txt");
        assertThat(account.byRole().listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .contains("$root");
        assertRefused(
                400, "InvalidResourceName", () -> root.getBlobClient("a/b").upload(BinaryData.fromString("x")));
        root.delete();
        assertRefused(404, "ContainerNotFound", blob::downloadContent);
    }
}
