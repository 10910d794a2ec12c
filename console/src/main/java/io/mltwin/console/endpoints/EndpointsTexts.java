package io.mltwin.console.endpoints;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of what serves models. */
@MessageBundle("endpoints")
public interface EndpointsTexts {

    @Message("Endpoints")
    String title();

    @Message("Endpoint {name}")
    String heading(String name);

    @Message("Online endpoints")
    String online();

    @Message("Batch endpoints")
    String batch();

    @Message("Web services")
    String services();

    @Message("There is no online endpoint. Register a model, then deploy it: docs/serve.md says how.")
    String noneOnline();

    @Message("There is no batch endpoint. One scores folders of files as a job.")
    String noneBatch();

    @Message("There is no web service. ./mltwin demo deploys one.")
    String noneService();

    @Message("Models of this workspace")
    String models();

    @Message("All endpoints")
    String all();

    @Message("Name")
    String name();

    @Message("State")
    String state();

    @Message("Authentication")
    String auth();

    @Message("Scoring URI")
    String uri();

    @Message("About this endpoint")
    String about();

    @Message("Runs on")
    String runsOn();

    @Message("Image")
    String image();

    @Message("Error")
    String error();

    @Message("Deployments")
    String deployments();

    @Message("There is no deployment yet. Deploy a model with az ml online-deployment create.")
    String noDeployment();

    @Message("Deployment")
    String deployment();

    @Message("Model")
    String model();

    @Message("Instances")
    String instances();

    @Message("Traffic in percent")
    String traffic();

    @Message("Traffic of {name} in percent")
    String trafficOf(String name);

    @Message("Mirrored")
    String mirrored();

    @Message("default")
    String isDefault();

    @Message("Log")
    String log();

    @Message("Show the log of {name}")
    String showLog(String name);

    @Message("Log of {name}")
    String logOf(String name);

    @Message("Nothing was printed.")
    String emptyLog();

    @Message("Change the traffic")
    String saveTraffic();

    @Message("Change the traffic of {name}")
    String trafficChanged(String name);

    @Message("Keys and tokens")
    String secrets();

    @Message("Showing them is a call of its own, which the activity log names.")
    String secretsHint();

    @Message("Show the keys")
    String showKeys();

    @Message("Show a token")
    String showToken();

    @Message("This endpoint has no keys and no tokens of its own. It takes Azure AD tokens, or nothing.")
    String noSecrets();

    @Message("Primary key")
    String primary();

    @Message("Secondary key")
    String secondary();

    @Message("Token")
    String token();

    @Message("Try it")
    String tryIt();

    @Message("Credential")
    String credential();

    @Message("nothing")
    String nothing();

    @Message("any, by its traffic")
    String anyDeployment();

    @Message("Request as JSON")
    String body();

    @Message("Send")
    String send();

    @Message("Answer")
    String answer();

    @Message("Status")
    String status();

    @Message("Time")
    String time();

    @Message("{count} ms")
    String millis(long count);

    @Message("Headers")
    String headers();

    @Message("Header")
    String header();

    @Message("Value")
    String value();

    @Message("Only the beginning of the answer is shown.")
    String cut();

    @Message("Request id")
    String requestId();

    @Message("Row in Application Insights")
    String row();

    @Message("The row has not arrived yet. It is looked for once a second; without script, follow the link.")
    String rowFollows();

    @Message("Look for the row")
    String lookForRow();

    @Message("Column")
    String column();

    @Message("Jobs")
    String jobs();

    @Message("Job")
    String job();

    @Message("Input")
    String input();

    @Message("Created")
    String created();

    @Message("By")
    String by();

    @Message("Nobody has invoked this endpoint, or its jobs are deleted.")
    String noJobs();

    @Message("A batch endpoint is invoked with a job: az ml batch-endpoint invoke. Each job is a run of the workspace.")
    String batchHint();
}
