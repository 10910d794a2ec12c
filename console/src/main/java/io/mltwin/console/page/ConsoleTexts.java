package io.mltwin.console.page;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the frame that all pages share, and of errors. */
@MessageBundle("console")
public interface ConsoleTexts {

    String skip();

    String navigation();

    String signIn();

    String sessionEnded();

    String signInAndBack();

    String signOut();

    String signedInAs(String name);

    String operator();

    String language();

    String theme();

    String themeSystem();

    String themeLight();

    String themeDark();

    String apply();

    String away(String service);

    String done(String action);

    String callsOfAction();

    String callsOfPage(int count);

    String drawFlow();

    String call();

    String answer();

    String time();

    String why();

    String requestId();

    String errorTitle();

    String errorCode();

    String adviceTitle();

    String adviceSignIn();

    String adviceRole();

    String adviceFind();

    String adviceConflict();

    String adviceLoadAgain();

    String adviceNotBuilt();

    String adviceStart();

    String adviceLog();

    String adviceSteps();

    String adviceInput();

    String whyRefused();

    String footer();

    String help();

    String search();

    String searchHint();
}
