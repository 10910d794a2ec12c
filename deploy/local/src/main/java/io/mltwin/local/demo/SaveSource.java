package io.mltwin.local.demo;

import io.mltwin.local.layout.BoundedContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Save source code: a snapshot of the training script and its data, stored encrypted in the
 * workspace's storage account.
 */
record SaveSource(Path seed, TrainingScript script) implements Flow {

    @Override
    public String title() {
        return "Save source code";
    }

    @Override
    public String actor() {
        return "contributor";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/metadata/snapshots/write";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                script.file(),
                BoundedContent.bytes(seed.resolve(script.folder()).resolve(script.file())));
        files.put(TrainingScript.DATA, BoundedContent.bytes(seed.resolve(TrainingScript.DATA)));
        state.snapshotId = UUID.randomUUID().toString();
        client.upload(
                        azure.training(
                                state.region, "content/v1.0", state.workspaceId(), "/snapshots/" + state.snapshotId),
                        azure.armToken(actor()),
                        files)
                .expect(200, 201);
        return "snapshot "
                + state.snapshotId
                + " holds "
                + String.join(" and ", files.keySet())
                + ", encrypted in "
                + state.storageAccount;
    }

    @Override
    public String next(FlowState state) {
        return "the blobs of container snapshots in "
                + state.storageAccount
                + ": ciphertext in the data folder, plaintext only through the service";
    }
}
