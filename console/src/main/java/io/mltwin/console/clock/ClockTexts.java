package io.mltwin.console.clock;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of the clock. */
@MessageBundle("clock")
public interface ClockTexts {

    @Message("Clock")
    String title();

    @Message("The clocks of the services")
    String now();

    @Message("Time of the platform")
    String platformTime();

    @Message("{count} seconds ahead of the wall clock")
    String ahead(long count);

    @Message("The clocks differ. Set them again with ./mltwin clock reset.")
    String differ();

    @Message("Service")
    String service();

    @Message("Seconds ahead")
    String offset();

    @Message("Time")
    String time();

    @Message("Move the clock forward")
    String forward();

    @Message("How far: a number and s, m, h or d")
    String by();

    @Message(
            "61m lets the tokens expire that were issued now; 25h lets a day pass. The clock never goes back but by ./mltwin clock reset.")
    String byHint();

    @Message("Preview what expires")
    String preview();

    @Message("What expires until {time}")
    String previewTitle(String time);

    @Message("Nothing that you may read expires.")
    String none();

    @Message("Kind")
    String kind();

    @Message("Name")
    String name();

    @Message("Where")
    String place();

    @Message("Expires")
    String expires();

    @Message("token of this session")
    String sessionToken();

    @Message("token of a run")
    String runToken();

    @Message("secret")
    String secret();

    @Message("key")
    String key();

    @Message("certificate")
    String certificate();

    @Message("Not looked into, because you may not read them or they are too many: {names}")
    String unread(String names);

    @Message("Move the clock forward by {step}")
    String advance(String step);

    @Message("Move the clock forward by {step}")
    String moved(String step);
}
