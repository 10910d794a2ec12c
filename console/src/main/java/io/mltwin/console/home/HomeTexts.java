package io.mltwin.console.home;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the home page. */
@MessageBundle("home")
public interface HomeTexts {

    String title();

    String parts();

    String part();

    String plays();

    String state();

    String up();

    String away();

    String notReady(String reason);
}
