package io.mltwin.e2e.atrest;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.customerkeys.CustomerKeyedWorkspace;
import io.mltwin.e2e.fixtures.RegistryBlobs;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;

/** Brings plaintexts to blobs and to layers of images. */
final class StoragePlants {

    private final Planting planting;
    private final TestPlatform platform;
    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;

    StoragePlants(TestPlatform platform, Planting planting) throws IOException, InterruptedException {
        this.planting = planting;
        this.platform = platform;
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
    }

    void blob() throws Exception {
        BlobClient blob = AzureClients.storage(platform, flows)
                .getBlobContainerClient("azureml")
                .getBlobClient("planted.txt");
        byte[] content = planting.fresh(Planted.BLOB_CONTENT).getBytes(StandardCharsets.UTF_8);
        blob.upload(new ByteArrayInputStream(content), content.length, true);
        blob.setMetadata(Map.of("planted", planting.fresh(Planted.BLOB_METADATA)));
        BlobContainerClient container = AzureClients.storage(platform, flows).createBlobContainer("planted");
        container.setMetadata(Map.of("planted", planting.fresh(Planted.CONTAINER_METADATA)));
        byte[] large = planting.fresh(Planted.LARGE_BLOB).repeat(5000).getBytes(StandardCharsets.UTF_8);
        container.getBlobClient("large").upload(new ByteArrayInputStream(large), large.length);
        String sas = blob.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now().plusHours(1), new BlobSasPermission().setReadPermission(true)));
        client.get(azure.blob(flows.storageAccount(), "/azureml/planted.txt?" + sas), null)
                .expect(200);
        planting.seen(Planted.SAS_SIGNATURE, sas.replaceFirst("(?s).*\\bsig=([^&]*).*", "$1"));
    }

    void layer() throws Exception {
        String registry = client.get(azure.arm(flows.workspaceId()), azure.armToken("owner"))
                .expect(200)
                .json()
                .at("/properties/containerRegistry")
                .asText();
        byte[] layer = planting.fresh(Planted.REGISTRY_LAYER).getBytes(StandardCharsets.UTF_8);
        new RegistryBlobs(platform, registry, "planted").push(layer).expect(201);
    }

    void underCustomerKeys() throws Exception {
        CustomerKeyedWorkspace workspace = new CustomerKeyedWorkspace(platform);
        workspace.create();
        byte[] content = planting.fresh(Planted.CUSTOMER_BLOB).getBytes(StandardCharsets.UTF_8);
        workspace.container().getBlobClient("planted").upload(new ByteArrayInputStream(content), content.length);
        byte[] layer = planting.fresh(Planted.CUSTOMER_LAYER).getBytes(StandardCharsets.UTF_8);
        new RegistryBlobs(platform, workspace.registry, "planted").push(layer).expect(201);
        workspace.writeRun("planted", planting.fresh(Planted.CUSTOMER_RUN_TAG)).expect(200);
        planting.addAll(
                Planted.CUSTOMER_DATA_KEY,
                new DataKeyNeedles(platform).under(workspace.vault, Planted.CUSTOMER_DATA_KEY.toString()));
        workspace.takeTheRoleBack();
    }
}
