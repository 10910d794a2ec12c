package io.mltwin.console.flow;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pictures of flows. */
@MessageBundle("pictures")
public interface PictureTexts {

    String title();

    String authentication();

    String workspace();

    String snapshot();

    String training();

    String inferencing();

    String noAuthentication();

    String noWorkspace();

    String noSnapshot();

    String noTraining();

    String noInferencing();

    String next();

    String open();

    String drawing();

    String more(int count);
}
