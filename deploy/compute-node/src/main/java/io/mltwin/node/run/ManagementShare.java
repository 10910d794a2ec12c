package io.mltwin.node.run;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.ComputeServiceClient.DataAccess;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.calls.VaultClient;
import io.mltwin.node.data.ShareData;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Writes the management code of a run to the user's Azure file share, where the node takes it from
 * again, while the run is prepared otherwise. Only managed compute does so; on a target of the
 * customer's the program goes to the machine without a share.
 */
final class ManagementShare implements AutoCloseable {

    private static final Set<Integer> RENEWING = Set.of(401, 403);
    private static final int NOT_FOUND = 404;

    private final ManagementCode code;
    private final String share;
    private final FutureTask<byte[]> stored;

    private ManagementShare(ManagementCode code, String share, FutureTask<byte[]> stored) {
        this.code = code;
        this.share = share;
        this.stored = stored;
    }

    /** Begins to write, where the run is on managed compute. */
    static ManagementShare begin(
            JobBody job, NodeHttp http, ComputeServiceClient service, ManagementShareAccess access) {
        ManagementCode code = ManagementCode.of(job);
        if (job.managementShare() == null) {
            FutureTask<byte[]> given = new FutureTask<>(code::bytes);
            given.run();
            return new ManagementShare(code, null, given);
        }
        String share = job.managementShare();
        VaultClient vault = new VaultClient(http, service);
        FutureTask<byte[]> stored = new FutureTask<>(() -> store(code, http, new Opening(vault, access, share)));
        Thread thread = new Thread(stored, "management-code");
        thread.setDaemon(true);
        thread.start();
        return new ManagementShare(code, share, stored);
    }

    /** Gives what the node has kept; when the share refuses that, asks the vault again. */
    private static final class Opening implements StorageCalls.Credential<DataAccess> {
        private final VaultClient vault;
        private final ManagementShareAccess access;
        private final String share;
        private boolean wasUsed;

        Opening(VaultClient vault, ManagementShareAccess access, String share) {
            this.vault = vault;
            this.access = access;
            this.share = share;
        }

        @Override
        public DataAccess fetch() throws IOException {
            DataAccess opened = vault.open(access.open(share, wasUsed));
            wasUsed = true;
            return opened;
        }
    }

    private static byte[] store(ManagementCode code, NodeHttp http, Opening opening) throws IOException {
        StorageCalls<DataAccess> calls = new StorageCalls<>(opening, RENEWING);
        // before the first call: what the share refuses may have been kept for too long
        calls.credential();
        ShareData files = new ShareData(http, calls);
        files.upload(code.path(), code.bytes());
        return files.read(code.path()).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the name of the share; null where none is used. */
    String share() {
        return share;
    }

    ManagementCode code() {
        return code;
    }

    /**
     * Waits until the program is on the share, or cannot be written there.
     *
     * @throws IOException when this thread is interrupted
     */
    void awaitEnd() throws IOException {
        try {
            stored.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            // said where the content is asked for
        }
    }

    /**
     * Returns the content of the file on the share, when it has been awaited.
     *
     * @throws RunFailedException when the share cannot be written, or somebody has changed the file
     */
    byte[] stored() throws RunFailedException {
        byte[] content;
        try {
            content = stored.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("not awaited", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
        if (!code.text().equals(new String(content, StandardCharsets.UTF_8))) {
            throw new RunFailedException(
                    "UserError",
                    "The management code of the run is not started: somebody has changed "
                            + code.path()
                            + " on the file share "
                            + share
                            + ". Take the right to write there from others, and submit the run again.");
        }
        return content;
    }

    private RunFailedException failure(Throwable cause) {
        String what = "The management code of the run cannot be written to the file share "
                + share
                + " of the workspace's storage account: "
                + (cause instanceof IOException e ? NodeHttp.describe(e) : cause)
                + ". ";
        if (!(cause instanceof StorageCalls.RefusedException refused)) {
            return new RunFailedException("ServiceError", what + "Submit the run again.");
        }
        return new RunFailedException(
                "UserError",
                what
                        + (refused.status() == NOT_FOUND
                                ? "Make the file share again, and submit the run again."
                                : "See whether a firewall of the account or of the key vault"
                                        + " refuses, and let resyncKeys of the workspace restore"
                                        + " keys and roles. Then submit the run again."));
    }

    /** Nobody waits for it any more. */
    @Override
    public void close() {
        stored.cancel(true);
    }
}
