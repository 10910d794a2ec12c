package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import java.time.Duration;

/** The automated ML job a1 in a workspace with a table, and the nodes that execute its runs. */
final class TestAutoMLJob {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String TABLE = """
            {'properties':{'dataType':'mltable','dataUri':'azureml://datastores/workspaceblobstore/paths/iris/','referencedUris':['./rows.csv']}}
            """;

    private final TestCluster cluster;

    TestAutoMLJob(TestCluster cluster) {
        this.cluster = cluster;
        cluster.arm("PUT", "/data/iris/versions/1", TABLE).statusCode(201);
    }

    /** Returns a job of one trial at a time, whose task has more members. */
    static String body(String more) {
        return """
                {'properties':{'jobType':'AutoML','experimentName':'iris','computeId':'WS/computes/cpu','taskDetails':{
                 'taskType':'Regression','targetColumnName':'it\\u0027s $HOME','primaryMetric':'NormalizedRootMeanSquaredError',
                 'trainingData':{'jobInputType':'mltable','uri':'azureml:iris:1'},
                 'limitSettings':{'maxTrials':3,'timeout':'PT2H'}MORE}}}
                """.replace("MORE", more);
    }

    /** Submits the job a1. */
    void submit(String body) {
        cluster.arm("PUT", "/jobs/a1", body)
                .statusCode(201)
                .body("properties.jobType", equalTo("AutoML"))
                .body("properties.status", equalTo("NotStarted"));
    }

    void awaitChildren(int count) {
        await().atMost(SOON).until(() -> cluster.children("a1").size() == count);
    }

    void awaitStatus(String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("a1")).isEqualTo(status));
    }

    /** Completes the two runs before the first trial. */
    void prepareData() {
        awaitChildren(1);
        cluster.report(cluster.take(0), "{'status':'Completed','properties':{'ProblemInfoJsonString':'{}'}}");
        awaitChildren(2);
        cluster.report(cluster.take(0), "{'status':'Completed'}");
    }

    /** Completes a trial with its score. */
    void complete(NodeRun run, String metric, double score) {
        cluster.log(run, metric, score);
        cluster.report(run, "{'properties':{'fit_time':'0.5'}}");
        cluster.report(run, "{'status':'Completed'}");
    }
}
