package io.mltwin.console.metrics;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of metrics. */
@MessageBundle("metrics")
public interface MetricsTexts {

    @Message("Metrics")
    String title();

    @Message("Metric")
    String metric();

    @Message("Aggregation")
    String aggregation();

    @Message("Time grain")
    String grain();

    @Message("Until now, for")
    String span();

    @Message("Split by")
    String split();

    @Message("nothing")
    String noSplit();

    @Message("Show")
    String show();

    @Message("Unit: {unit}")
    String unit(String unit);

    @Message("There is no value in this time. Take a longer time, or submit a run and look again after a minute.")
    String none();

    @Message("mltwin records no metrics of resources of the type {type}. Workspaces have some.")
    String noMetrics(String type);

    @Message("Choose a workspace")
    String chooseWorkspace();

    @Message("See this resource's activity log")
    String seeActivity();
}
