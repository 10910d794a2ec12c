package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A data key that is being wrapped again when its service is killed is wrapped the old or the new
 * way.
 */
@OnlyOn(value = Target.PROCESSES, because = "it kills a service; ContainerKillTest kills the containers")
@Disturbing("it kills services")
class RewrapKillTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Duration LONGEST = Duration.ofMillis(1500);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final CustomerKeyVault vault = new CustomerKeyVault(PLATFORM, "kill" + mark);
    private final String account =
            PLATFORM.fixture().resourceGroupId() + "/providers/Microsoft.Storage/storageAccounts/kill" + mark;

    @Test
    void writtenDataIsReadableAfterAKillInTheMiddle() throws Exception {
        // Given
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        String blob = blobUnderACustomersKey(content);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        AtomicInteger rotations = new AtomicInteger();
        CompletableFuture<Void> rotating = CompletableFuture.runAsync(() -> {
            while (goesOn.get()) {
                rotateAndRead(blob, rotations);
            }
        });
        Parts parts = new Parts(PLATFORM);
        // When
        Duration after = Duration.ofMillis(new SecureRandom().nextLong(LONGEST.toMillis()));
        await().atMost(Duration.ofSeconds(30)).until(() -> rotations.get() > 0);
        await().atMost(Duration.ofSeconds(30)).pollDelay(after).until(() -> true);
        parts.kill(Part.WORKSPACE);
        goesOn.set(false);
        rotating.join();
        parts.awaitBack(Part.WORKSPACE);
        // Then
        assertThat(rotations).hasPositiveValue();
        assertThat(client.get(blob, null).expect(200).bytes()).isEqualTo(content);
        vault.rotate("k");
        assertThat(client.get(blob, null).expect(200).bytes()).isEqualTo(content);
    }

    /** Each read after a rotation wraps the data key again. */
    private void rotateAndRead(String blob, AtomicInteger rotations) {
        try {
            vault.rotate("k");
            client.get(blob, null);
            rotations.incrementAndGet();
        } catch (IOException killed) {
            // the kill that this test is about
        }
    }

    /** URL of the blob, with a signature. */
    private String blobUnderACustomersKey(byte[] content) throws IOException {
        String owner = azure.armToken("owner");
        vault.create();
        vault.createKey("k");
        String principal = client.json(
                        "PUT",
                        azure.arm(account),
                        owner,
                        Map.of(
                                "location",
                                "eastus",
                                "kind",
                                "StorageV2",
                                "sku",
                                Map.of("name", "Standard_LRS"),
                                "identity",
                                Map.of("type", "SystemAssigned")))
                .expect(200)
                .json()
                .at("/identity/principalId")
                .asText();
        vault.letIn(principal);
        Map<String, String> key = Map.of("keyname", "k", "keyversion", "", "keyvaulturi", vault.uri());
        client.json(
                        "PATCH",
                        azure.arm(account),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "encryption",
                                        Map.of("keySource", "Microsoft.Keyvault", "keyvaultproperties", key))))
                .expect(200);
        String accountKey = client.json("POST", azure.arm(account + "/listKeys"), owner, null)
                .expect(200)
                .json()
                .at("/keys/0/value")
                .asText();
        BlobContainerClient container =
                AzureClients.storage(PLATFORM, "kill" + mark, accountKey).createBlobContainer("con");
        container.getBlobClient("blob").upload(new ByteArrayInputStream(content), content.length);
        String sas = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobContainerSasPermission().setReadPermission(true)));
        return azure.blob("kill" + mark, "/con/blob?" + sas);
    }
}
