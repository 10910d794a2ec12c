package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the flows stored is in the workspace's storage account, and on disk it is ciphertext. */
class StorageAtRestTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void theAccountHoldsSnapshotOutputsAndLogs() throws Exception {
        FlowState flows = PLATFORM.flows();
        BlobServiceClient account = AzureClients.storage(PLATFORM, flows);

        List<String> azureml = names(account, "azureml");
        assertThat(azureml)
                .anyMatch(
                        name ->
                                name.startsWith(
                                        "ExperimentRun/dcid."
                                                + flows.runId()
                                                + "/outputs/model.onnx"));
        assertThat(azureml)
                .anyMatch(
                        name -> name.startsWith("ExperimentRun/dcid." + flows.runId() + "/logs/"));
        assertThat(names(account, "snapshots"))
                .anyMatch(name -> name.startsWith("files/"))
                .anyMatch(name -> name.contains(flows.snapshotId()));
        assertThat(
                        account.getBlobContainerClient("azureml")
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

    @Test
    void nothingOnDiskIsPlaintext() throws Exception {
        FlowState flows = PLATFORM.flows();
        JsonNode workspace =
                PLATFORM.flowClient()
                        .get(
                                PLATFORM.azure().arm(flows.workspaceId()),
                                PLATFORM.azure().armToken("reader"))
                        .expect(200)
                        .json();
        assertThat(workspace.path("properties").path("provisioningState").asText())
                .isEqualTo("Succeeded");
        List<String> planted =
                List.of(
                        "class Train", // the script of the snapshot
                        "mean radius,mean texture", // its data
                        "class Score", // the entry script
                        PLATFORM.platform().credentials().servicePrincipals().get("owner").secret(),
                        PLATFORM.platform().credentials().users().get("olivia").password());

        assertThat(found(PLATFORM.platform().folder().root(), planted)).isEmpty();
    }

    /**
     * Files under the data folder that hold one of the texts; the operator's own credentials file
     * is where they may be.
     */
    private static List<String> found(Path root, List<String> planted) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(Files::isRegularFile)
                            .filter(path -> !path.toString().contains("/private/operator/"))
                            .toList()) {
                String content = read(file);
                for (String text : planted) {
                    if (content.contains(text)) {
                        found.add(
                                root.relativize(file)
                                        + " holds '"
                                        + text.substring(0, Math.min(10, text.length()))
                                        + "…'");
                    }
                }
            }
        }
        return found;
    }

    private static String read(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (java.nio.file.NoSuchFileException gone) {
            return ""; // a file of a running database
        }
    }
}
