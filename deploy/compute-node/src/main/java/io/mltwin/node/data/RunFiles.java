package io.mltwin.node.data;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.calls.StorageCalls;
import io.mltwin.node.job.JobBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

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

    /**
     * Files of a run on an attached machine, which is the customer's and has no identity of the
     * workspace: code comes from compute-service for the node's secret, logs and outputs go to the
     * artifact service with the run's token.
     */
    static final class ServiceFiles implements RunFiles {

        private static final Duration CALL = Duration.ofSeconds(60);

        private final NodeHttp http;
        private final ComputeServiceClient service;
        private final StorageCalls<String> calls;

        ServiceFiles(JobBody job, NodeHttp http, ComputeServiceClient service) {
            this.http = http;
            this.service = service;
            this.calls = new StorageCalls<>(job::runToken, Set.of());
        }

        @Override
        public String actor() {
            return "the compute target itself";
        }

        @Override
        public void download(JobBody.SnapshotFile file, Path target) throws IOException {
            calls.call(
                    "GET " + file.url(), token -> http.send(service.codeRequest(file.url()), BlobClient.into(target)));
            BlobClient.requireDigest(file, target);
        }

        @Override
        public void upload(JobBody.OutputUpload place, String path, BlobContent content, String contentType)
                throws IOException {
            calls.call(
                    "POST of the artifact " + path,
                    token -> http.send(
                            HttpRequest.newBuilder(URI.create(place.url() + UriEncoding.encodeQueryValue(path)))
                                    .timeout(CALL)
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/octet-stream")
                                    .POST(content.whole())
                                    .build()));
        }
    }
}
