package io.mltwin.console.logs;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of logs. */
@MessageBundle("logs")
public interface LogsTexts {

    String title();

    String query();

    String hint();

    String words();

    String wordCount();

    String span();

    String allTime();

    String run();

    String examples();

    String result(int count);

    String pieAsBars();

    String ofQuery();

    String cut(int count);

    String noRows();
}
