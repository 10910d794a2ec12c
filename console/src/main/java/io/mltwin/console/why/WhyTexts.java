package io.mltwin.console.why;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page that explains a refusal. */
@MessageBundle("why")
public interface WhyTexts {

    @Message("Why was it refused?")
    String title();

    @Message("What would allow it")
    String remedy();

    @Message("By now it would be allowed. Go back and repeat the request.")
    String allowedNow();

    @Message("The smallest built-in role that would allow it ({count} operations)")
    String smallestRole(int count);

    @Message("Assign it at")
    String assignAt();

    @Message("Assign {role} to {name}")
    String assign(String role, String name);

    @Message("{role} assigned to {name} at {scope}")
    String assigned(String role, String name, String scope);

    @Message(
            "You may not assign roles there. Send the address of this page to somebody who may: an Owner or a User Access Administrator of that scope.")
    String mayNotAssign();

    @Message(
            "A deny assignment blocks it: no role helps. The person who made the deny assignment must remove it; for a managed resource group that is Azure Machine Learning.")
    String blocked();

    @Message("No built-in role allows it. A custom role can name this action.")
    String noRole();

    @Message("Access at this scope")
    String accessHere();

    @Message("These were the assignments when the request was refused.")
    String asOfThen();
}
