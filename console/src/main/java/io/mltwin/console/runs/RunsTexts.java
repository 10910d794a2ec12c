package io.mltwin.console.runs;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of runs. */
@MessageBundle("runs")
public interface RunsTexts {

    String title();

    String runTitle(String name);

    String compareTitle();

    String submitTitle();

    String submitted(String name);

    String canceled(String name);

    String run();

    String runId();

    String all(String workspace);

    String parent();

    String state();

    String experiment();

    String who();

    String target();

    String created();

    String started();

    String ended();

    String duration();

    String waited(String time);

    String ran(String time);

    String any();

    String filter();

    String older();

    String none();

    String noneMatches();

    String showAll();

    String about();

    String progress();

    String log();

    String show();

    String logCut();

    String logFollows();

    String noLog();

    String failedRunning();

    String failedPreparing();

    String errorText();

    String metrics();

    String noMetrics();

    String step();

    String time();

    String files();

    String noFiles();

    String imageOf(String path);

    String command();

    String environment();

    String cancel();

    String compare();

    String compareWith();

    String parameters();

    String noParameters();

    String newestValues();

    String name();

    String difference();

    String different();

    String inputs();

    String noInputs();

    String outputs();

    String noOutputs();

    String snapshot();

    String noSnapshot();

    String bytes(long count);

    String claims();

    String claimsHint();

    String noClaims();

    String children();

    String tags();

    String definition();

    String displayName();

    String serverless();

    String choose();

    String code();

    String codeHint();

    String registeredCode();

    String noCode();

    String snapshotId();

    String scriptName();

    String script();

    String submit();

    String problemCommand();

    String problemCodes();

    String problemName();

    String problemEnvironment();
}
