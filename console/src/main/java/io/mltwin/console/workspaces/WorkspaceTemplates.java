package io.mltwin.console.workspaces;

import io.mltwin.console.page.PageFrame;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The chooser of workspaces. */
@CheckedTemplate(basePath = "workspaces")
final class WorkspaceTemplates {

    private WorkspaceTemplates() {}

    static native TemplateInstance choose(PageFrame frame, String page, List<Workspace> workspaces);
}
