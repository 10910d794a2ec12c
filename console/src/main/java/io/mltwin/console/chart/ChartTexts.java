package io.mltwin.console.chart;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of charts. */
@MessageBundle("chart")
public interface ChartTexts {

    @Message("Chart of {name}; its values stand in the table")
    String chartOf(String name);

    @Message("Values of {name}")
    String valuesOf(String name);

    @Message("The same as a table")
    String table();

    @Message("The chart needs script; the table has the same figures.")
    String needsScript();

    @Message("Position")
    String position();
}
