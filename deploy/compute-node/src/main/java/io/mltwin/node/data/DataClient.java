package io.mltwin.node.data;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.calls.VaultClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The container or file share of one data reference, with what compute-service gives for it: a
 * shared access signature, the name of the secret in the workspace's vault that is one or makes
 * one, or a token of the run's identity.
 */
final class DataClient implements DataStore {

    private final StorageCalls<ComputeServiceClient.DataAccess> calls;
    private final BlobData blobs;
    private final ShareData files;

    DataClient(NodeHttp http, ComputeServiceClient service, String reference) {
        VaultClient vault = new VaultClient(http, service);
        this.calls = new StorageCalls<>(() -> vault.open(service.dataAccess(reference)), Set.of(401, 403));
        this.blobs = new BlobData(http, calls);
        this.files = new ShareData(http, calls);
    }

    private DataStore store() throws IOException {
        return calls.credential().isShare() ? files : blobs;
    }

    @Override
    public List<String> list(String path) throws IOException {
        return store().list(path);
    }

    @Override
    public void download(String name, Path target) throws IOException {
        store().download(name, target);
    }

    @Override
    public void upload(String name, BlobContent content, boolean overwrite) throws IOException {
        store().upload(name, content, overwrite);
    }
}
