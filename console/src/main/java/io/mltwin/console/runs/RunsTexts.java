package io.mltwin.console.runs;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of runs. */
@MessageBundle("runs")
public interface RunsTexts {

    @Message("Runs")
    String title();

    @Message("Run {name}")
    String runTitle(String name);

    @Message("Two runs compared")
    String compareTitle();

    @Message("Submit a job")
    String submitTitle();

    @Message("Submit job {name}")
    String submitted(String name);

    @Message("Cancel run {name}")
    String canceled(String name);

    @Message("Run")
    String run();

    @Message("Run id")
    String runId();

    @Message("Runs of {workspace}")
    String all(String workspace);

    @Message("The run that leads this one")
    String parent();

    @Message("State")
    String state();

    @Message("Experiment")
    String experiment();

    @Message("Submitted by")
    String who();

    @Message("Compute target")
    String target();

    @Message("Created")
    String created();

    @Message("Started")
    String started();

    @Message("Ended")
    String ended();

    @Message("Duration")
    String duration();

    @Message("waited {time}")
    String waited(String time);

    @Message("ran {time}")
    String ran(String time);

    @Message("any")
    String any();

    @Message("Filter")
    String filter();

    @Message("Older runs")
    String older();

    @Message("This workspace has no run yet.")
    String none();

    @Message("No run matches the filter.")
    String noneMatches();

    @Message("Show all runs")
    String showAll();

    @Message("About this run")
    String about();

    @Message("State and log")
    String progress();

    @Message("Log")
    String log();

    @Message("Show")
    String show();

    @Message("Only the end of the log is shown. The whole log is among the files.")
    String logCut();

    @Message("The log appears here when the run has begun. Without script, load the page again.")
    String logFollows();

    @Message("The run has left no log.")
    String noLog();

    @Message("The script had begun when it failed.")
    String failedRunning();

    @Message("It failed while the run was prepared, before its script began.")
    String failedPreparing();

    @Message("Text of the error")
    String errorText();

    @Message("Metrics")
    String metrics();

    @Message("No metric was logged. A script logs one with MLflow or the run token.")
    String noMetrics();

    @Message("Step")
    String step();

    @Message("Time")
    String time();

    @Message("Files")
    String files();

    @Message("The run has left no files. What a script writes into outputs is kept here.")
    String noFiles();

    @Message("Image {path} of the run")
    String imageOf(String path);

    @Message("Command")
    String command();

    @Message("Environment")
    String environment();

    @Message("Cancel this run")
    String cancel();

    @Message("Compare")
    String compare();

    @Message("Compare with the run")
    String compareWith();

    @Message("Parameters")
    String parameters();

    @Message("Neither run has parameters.")
    String noParameters();

    @Message("The newest value of each metric.")
    String newestValues();

    @Message("Name")
    String name();

    @Message("Difference")
    String difference();

    @Message("different")
    String different();

    @Message("Inputs")
    String inputs();

    @Message("The run has no inputs.")
    String noInputs();

    @Message("Outputs")
    String outputs();

    @Message("The run names no outputs.")
    String noOutputs();

    @Message("Snapshot of the code")
    String snapshot();

    @Message("The run has no code of its own.")
    String noSnapshot();

    @Message("{count} bytes")
    String bytes(long count);

    @Message("Claims of the run token")
    String claims();

    @Message("As run history tells them. The token itself is handed to the run alone.")
    String claimsHint();

    @Message("This run never had a token.")
    String noClaims();

    @Message("Child runs")
    String children();

    @Message("Tags")
    String tags();

    @Message("Definition as JSON")
    String definition();

    @Message("Display name")
    String displayName();

    @Message("Serverless compute")
    String serverless();

    @Message("Choose one")
    String choose();

    @Message("Code")
    String code();

    @Message("Give one of these, or none: code that is registered, a snapshot, or a small script typed in here.")
    String codeHint();

    @Message("Registered code")
    String registeredCode();

    @Message("none")
    String noCode();

    @Message("Id of a snapshot")
    String snapshotId();

    @Message("File name of the script")
    String scriptName();

    @Message("Script")
    String script();

    @Message("Submit")
    String submit();

    @Message("Give the command that the job executes.")
    String problemCommand();

    @Message("Give only one of registered code, snapshot and script; empty the others.")
    String problemCodes();

    @Message("Give the script a file name.")
    String problemName();

    @Message("Choose an environment.")
    String problemEnvironment();
}
