package io.mltwin.e2e.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the flows stored is in the workspace's storage account, which says that it is encrypted. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class StorageAtRestTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void theAccountHoldsSnapshotOutputsAndLogs() throws Exception {
        FlowState flows = PLATFORM.flows();
        BlobServiceClient account = AzureClients.storage(PLATFORM, flows);

        List<String> azureml = names(account, "azureml");
        assertThat(azureml)
                .anyMatch(name -> name.startsWith("ExperimentRun/dcid." + flows.runId() + "/outputs/model.onnx"));
        assertThat(azureml).anyMatch(name -> name.startsWith("ExperimentRun/dcid." + flows.runId() + "/logs/"));
        assertThat(names(account, "snapshots"))
                .anyMatch(name -> name.startsWith("files/"))
                .anyMatch(name -> name.contains(flows.snapshotId()));
        assertThat(account.getBlobContainerClient("azureml")
                        .getBlobClient(azureml.get(0))
                        .getProperties()
                        .isServerEncrypted())
                .isTrue();
    }

    private static List<String> names(BlobServiceClient account, String container) {
        return account.getBlobContainerClient(container).listBlobs().stream()
                .map(BlobItem::getName)
                .toList();
    }
}
