package io.mltwin.console.home;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the home page. */
@MessageBundle("home")
public interface HomeTexts {

    @Message("Home")
    String title();

    @Message("Parts and their state")
    String parts();

    @Message("Part")
    String part();

    @Message("Plays")
    String plays();

    @Message("State")
    String state();

    @Message("up")
    String up();

    @Message("away")
    String away();

    @Message("not ready: {reason}")
    String notReady(String reason);
}
