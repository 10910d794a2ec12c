package io.mltwin.console.metrics;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of metrics. */
@MessageBundle("metrics")
public interface MetricsTexts {

    String title();

    String metric();

    String aggregation();

    String grain();

    String span();

    String split();

    String noSplit();

    String show();

    String unit(String unit);

    String none();

    String noMetrics(String type);

    String chooseWorkspace();

    String seeActivity();
}
