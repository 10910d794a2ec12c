package io.mltwin.node.data;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.job.JobBody;
import java.io.IOException;
import java.nio.file.Path;

/** The way to the code of a run, and of its logs and outputs to the workspace. */
public interface RunFiles {

    /**
     * The way of a job: blob storage, or compute-service where the job names no storage account.
     */
    static RunFiles of(JobBody job, NodeHttp http, ComputeServiceClient service) {
        return isOfService(job) ? new ServiceFiles(job, http, service) : new BlobClient(http, service);
    }

    /** Returns whether a job names no storage account, as on a machine that may use none. */
    static boolean isOfService(JobBody job) {
        return job.outputUpload() != null && job.outputUpload().host() == null;
    }

    /** As whom files are fetched, for the log of the run. */
    String actor();

    /** Gets what the first upload will need, so that it need not wait for it. */
    default void prepare() throws IOException {}

    /**
     * Fetches a file of the snapshot.
     *
     * @throws BlobClient.TamperedException when it is not what the snapshot says
     */
    void download(JobBody.SnapshotFile file, Path target) throws IOException;

    /** Stores a content under its path within the run. */
    void upload(JobBody.OutputUpload place, String path, BlobContent content, String contentType) throws IOException;
}
