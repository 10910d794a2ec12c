package io.mltwin.console.flow;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pictures of flows. */
@MessageBundle("pictures")
public interface PictureTexts {

    @Message("Flows, as they last happened")
    String title();

    @Message("Authentication")
    String authentication();

    @Message("Create a workspace")
    String workspace();

    @Message("Save source code as a snapshot")
    String snapshot();

    @Message("Training and metrics")
    String training();

    @Message("Inferencing")
    String inferencing();

    @Message("No token was given yet to you or by your calls. Sign in again, or run az login.")
    String noAuthentication();

    @Message("No workspace was created yet by a call that you may see. Create one.")
    String noWorkspace();

    @Message("No source code was saved yet by a call that you may see. Submit a run with code.")
    String noSnapshot();

    @Message("No run was submitted yet by a call that you may see. Submit one.")
    String noTraining();

    @Message("No web service was called yet by a call that you may see. Call one.")
    String noInferencing();

    @Message("Go there")
    String next();

    @Message("Open this flow")
    String open();

    @Message("Drawing of the flow; the list has the same")
    String drawing();

    @Message("{count} more hops")
    String more(int count);
}
