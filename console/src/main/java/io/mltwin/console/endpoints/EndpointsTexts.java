package io.mltwin.console.endpoints;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of what serves models. */
@MessageBundle("endpoints")
public interface EndpointsTexts {

    String title();

    String heading(String name);

    String online();

    String batch();

    String services();

    String noneOnline();

    String noneBatch();

    String noneService();

    String models();

    String all();

    String name();

    String state();

    String auth();

    String uri();

    String about();

    String runsOn();

    String image();

    String error();

    String deployments();

    String noDeployment();

    String deployment();

    String model();

    String instances();

    String traffic();

    String trafficOf(String name);

    String mirrored();

    String isDefault();

    String log();

    String showLog(String name);

    String logOf(String name);

    String emptyLog();

    String saveTraffic();

    String trafficChanged(String name);

    String secrets();

    String secretsHint();

    String showKeys();

    String showToken();

    String noSecrets();

    String primary();

    String secondary();

    String token();

    String tryIt();

    String credential();

    String nothing();

    String anyDeployment();

    String body();

    String send();

    String answer();

    String status();

    String time();

    String millis(long count);

    String headers();

    String header();

    String value();

    String cut();

    String requestId();

    String row();

    String rowFollows();

    String lookForRow();

    String column();

    String jobs();

    String job();

    String input();

    String created();

    String by();

    String noJobs();

    String batchHint();
}
