package io.mltwin.compute.nodes;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.node.job.JobBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The job of a node on an attached machine. The machine is the customer's, so it never acts as the
 * workspace's identity: it fetches code from compute-service with its own secret, and stores
 * outputs with the run's token.
 */
final class MachineJob {

    private static final String IDENTITY = "DEFAULT_IDENTITY_CLIENT_ID";

    private MachineJob() {}

    /**
     * The same job without the workspace's identity.
     *
     * @param service compute-service's address
     * @param workspace ARM id
     */
    static JobBody of(JobBody job, String nodeId, String service, String workspace) {
        Map<String, String> variables = new TreeMap<>(job.environmentVariables());
        variables.remove(IDENTITY);
        String code = service + "/_node/" + nodeId + "/code?path=";
        List<JobBody.SnapshotFile> files = job.snapshotFiles().stream()
                .map(file -> new JobBody.SnapshotFile(
                        file.path(), code + UriEncoding.encodeQueryValue(file.path()), null, file.sha256()))
                .toList();
        String outputs = service
                + "/artifact/v2.0"
                + workspace
                + "/artifacts/ExperimentRun/dcid."
                + job.runId()
                + "/content?allowOverwrite=true&path=";
        return job.with(placed -> placed.environmentVariables(variables)
                .snapshotFiles(files)
                .outputUpload(new JobBody.OutputUpload(outputs, null))
                .managementShare(null));
    }
}
