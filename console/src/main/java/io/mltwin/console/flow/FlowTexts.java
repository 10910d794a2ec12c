package io.mltwin.console.flow;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of flows. */
@MessageBundle("flow")
public interface FlowTexts {

    @Message("Flow")
    String title();

    @Message(
            "Who calls whom, with which token, and what the receiver makes of it. You see your own calls, all that they cause, and calls about scopes whose activity log you may read.")
    String intro();

    @Message("You are an operator and see all calls of the platform.")
    String introOperator();

    @Message("What to show")
    String filters();

    @Message("My calls only")
    String mine();

    @Message("Refused only")
    String refusedOnly();

    @Message("Workspace")
    String workspace();

    @Message("All")
    String all();

    @Message("Show")
    String show();

    @Message("Pause")
    String pause();

    @Message("Continue")
    String resume();

    @Message("All flows")
    String allFlows();

    @Message("New hops:")
    String newHops();

    @Message("The connection was lost. Load the page again to go on.")
    String lost();

    @Message("Without script this page shows what there was when it was loaded. Load it again for more.")
    String withoutScript();

    @Message("There is no flow yet that you may see. Open another page, or run ./mltwin demo, which plays five flows.")
    String empty();

    @Message("No hop passes this filter. Show all, or wait for the next call.")
    String emptyFilter();

    @Message(
            "No hop of this flow has arrived that you may see. It takes about a second after an answer; the last 10 000 flows are kept.")
    String emptyTrace();

    @Message("Drawing of the flow; the list has the same")
    String drawing();

    @Message("Hops")
    String hops();

    @Message("refused")
    String refused();

    @Message("{count} times")
    String times(int count);

    @Message("Method")
    String method();

    @Message("Host")
    String host();

    @Message("Path")
    String path();

    @Message("Token")
    String token();

    @Message("Claims")
    String claims();

    @Message("Verdict")
    String verdict();

    @Message("Time")
    String time();

    @Message("Why was it refused?")
    String why();

    @Message("Open this flow")
    String open();
}
