package io.mltwin.console.clock;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of the clock. */
@MessageBundle("clock")
public interface ClockTexts {

    String title();

    String now();

    String platformTime();

    String ahead(long count);

    String differ();

    String service();

    String offset();

    String time();

    String forward();

    String by();

    String byHint();

    String preview();

    String previewTitle(String time);

    String none();

    String kind();

    String name();

    String place();

    String expires();

    String sessionToken();

    String runToken();

    String secret();

    String key();

    String certificate();

    String unread(String names);

    String advance(String step);

    String moved(String step);
}
