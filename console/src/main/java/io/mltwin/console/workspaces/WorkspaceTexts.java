package io.mltwin.console.workspaces;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the chooser of workspaces. */
@MessageBundle("workspaces")
public interface WorkspaceTexts {

    @Message("Choose a workspace")
    String choose();

    @Message("Workspace")
    String workspace();

    @Message("Resource group")
    String group();

    @Message("Region")
    String region();

    @Message("State")
    String state();

    @Message("There is no workspace that you may read.")
    String none();

    @Message("Create a workspace")
    String create();

    @Message("Pages of this workspace")
    String pages();

    @Message("Resource")
    String resource();
}
