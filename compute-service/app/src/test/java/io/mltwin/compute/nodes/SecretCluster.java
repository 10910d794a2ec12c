package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** A cluster whose nodes run what reads a datastore with a secret. */
final class SecretCluster {

    static final String KEY = "c2VjcmV0LWtleQ==";
    static final String DATASTORE = """
            {'properties':{'datastoreType':'AzureBlob','accountName':'acc1','containerName':'con',
             'credentials':{'credentialsType':'AccountKey','secrets':{'secretsType':'AccountKey','key':'%s'}}}}
            """.formatted(KEY);

    private final TestCluster cluster;
    private final String secret;

    SecretCluster(TestPlatform platform, TestDatabase database, boolean highImpact) throws SQLException {
        this(platform, database, Map.of("hbiWorkspace", highImpact));
    }

    /**
     * @param properties of the workspace that differ from the usual ones
     */
    SecretCluster(TestPlatform platform, TestDatabase database, Map<String, Object> properties) throws SQLException {
        TestWorkspace workspace =
                new TestWorkspace(platform.calls(), UUID.randomUUID().toString(), properties);
        cluster = new TestCluster(platform, platform.service(), database, 1, workspace);
        secret = "/secrets/aml-" + cluster.workspaceId() + "-datastore-d1";
        platform.calls().answer("keyvault", "PUT", secret, PeerAnswer.json(200, "{}"));
        platform.calls()
                .answer(
                        "keyvault",
                        "GET",
                        secret,
                        PeerAnswer.json(200, Map.of("value", "AccountName=acc1;AccountKey=" + KEY)));
    }

    TestCluster cluster() {
        return cluster;
    }

    /** The path of the secret of the datastore d1 in the workspace's vault. */
    String secret() {
        return secret;
    }

    /** Registers the datastore d1, and gives a node a run that reads it. */
    void takeRun() {
        cluster.arm("PUT", "/datastores/d1", DATASTORE).statusCode(201);
        takeRunOf("d1", 0);
    }

    /** Gives a node a run that reads a datastore; returns what the node is told of it. */
    Response takeRunOf(String datastore, int node) {
        cluster.arm("PUT", "/jobs/j1", job(datastore)).statusCode(201);
        Response job = cluster.ask(node);
        assertThat(job.statusCode()).isEqualTo(200);
        assertThat(job.asString()).doesNotContain(KEY, "sig=", "AccountKey");
        return job;
    }

    /** A job that reads a datastore. */
    static String job(String datastore) {
        return "{'properties':{'jobType':'Command','command':'cat ${{inputs.d}}',"
                + "'inputs':{'d':{'jobInputType':'uri_folder','uri':'azureml://datastores/"
                + datastore
                + "/paths/a'}},"
                + TestCluster.onCluster()
                + "}}";
    }
}
