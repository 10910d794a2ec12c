package io.mltwin.console.chart;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of charts. */
@MessageBundle("chart")
public interface ChartTexts {

    String chartOf(String name);

    String valuesOf(String name);

    String table();

    String needsScript();

    String position();
}
