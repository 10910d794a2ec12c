package io.mltwin.console.activity;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the activity log. */
@MessageBundle("activity")
public interface ActivityTexts {

    String title();

    String leftOutTitle();

    String leftOut();

    String span();

    String lastHours(int count);

    String status();

    String any();

    String caller();

    String callerHint();

    String operation();

    String filter();

    String time();

    String what();

    String resource();

    String flow();

    String flowOf(String operation);

    String draw();

    String none();

    String older();

    String newest();

    String newestNeedsScript();

    String all();
}
