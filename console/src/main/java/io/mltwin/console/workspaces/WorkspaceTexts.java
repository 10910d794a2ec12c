package io.mltwin.console.workspaces;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the chooser of workspaces. */
@MessageBundle("workspaces")
public interface WorkspaceTexts {

    String choose();

    String workspace();

    String group();

    String region();

    String state();

    String none();

    String create();

    String pages();

    String resource();
}
