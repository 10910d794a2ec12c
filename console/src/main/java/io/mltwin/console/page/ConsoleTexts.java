package io.mltwin.console.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the frame that all pages share, and of errors. */
@MessageBundle("console")
public interface ConsoleTexts {

    @Message("Skip to the content")
    String skip();

    @Message("Pages")
    String navigation();

    @Message("Home")
    String home();

    @Message("Resources")
    String resources();

    @Message("Create workspace")
    String createWorkspace();

    @Message("Access")
    String access();

    @Message("Keys")
    String keys();

    @Message("Runs")
    String runs();

    @Message("Models")
    String models();

    @Message("Endpoints")
    String endpoints();

    @Message("Logs")
    String logs();

    @Message("Metrics")
    String metrics();

    @Message("Activity log")
    String activity();

    @Message("Policy")
    String policy();

    @Message("Flow")
    String flow();

    @Message("Tokens")
    String tokens();

    @Message("Clock")
    String clock();

    @Message("Sign in")
    String signIn();

    @Message("Your session has ended, so this page changes no more.")
    String sessionEnded();

    @Message("Sign in and come back to this page")
    String signInAndBack();

    @Message("Sign out")
    String signOut();

    @Message("Signed in as {name}")
    String signedInAs(String name);

    @Message("operator")
    String operator();

    @Message("Language")
    String language();

    @Message("Theme")
    String theme();

    @Message("As the system")
    String themeSystem();

    @Message("Light")
    String themeLight();

    @Message("Dark")
    String themeDark();

    @Message("Apply")
    String apply();

    @Message("{service} did not answer. Look at ./mltwin status, then load this page again.")
    String away(String service);

    @Message("Done: {action}")
    String done(String action);

    @Message("Calls of this action")
    String callsOfAction();

    @Message("Calls of this page ({count})")
    String callsOfPage(int count);

    @Message("Draw them as a flow")
    String drawFlow();

    @Message("Call")
    String call();

    @Message("Answer")
    String answer();

    @Message("Time")
    String time();

    @Message("Why?")
    String why();

    @Message("Request id")
    String requestId();

    @Message("This did not work")
    String errorTitle();

    @Message("Code")
    String errorCode();

    @Message("What to do next")
    String adviceTitle();

    @Message("Sign in again.")
    String adviceSignIn();

    @Message("Ask somebody who may assign roles here, or look at why it was refused.")
    String adviceRole();

    @Message(
            "Check the name, or look for it on the page Resources. What you may not read looks as if it were not there.")
    String adviceFind();

    @Message("Somebody or something else has changed or holds it. Load the page again, then repeat.")
    String adviceConflict();

    @Message("Open the page of the form again in this browser, and send the form from there. Scripts cannot send it.")
    String adviceLoadAgain();

    @Message("mltwin does not build this. docs/fidelity.md lists what it builds.")
    String adviceNotBuilt();

    @Message("Run ./mltwin status to see which service is away, and ./mltwin restart with its name.")
    String adviceStart();

    @Message("Run ./mltwin logs with the name of the service and look for the request id.")
    String adviceLog();

    @Message("Correct what the text names, then repeat. The steps below say what was done until then.")
    String adviceSteps();

    @Message("Correct what the text names, then repeat. Nothing was changed.")
    String adviceInput();

    @Message("Why was it refused?")
    String whyRefused();

    @Message("mltwin plays Azure on this computer. Use test accounts and test data here, never real ones.")
    String footer();

    @Message("Keys: / searches, ? shows this help, Esc closes it.")
    String help();

    @Message("Search")
    String search();

    @Message("Name of a resource")
    String searchHint();
}
