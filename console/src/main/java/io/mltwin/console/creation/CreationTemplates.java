package io.mltwin.console.creation;

import io.mltwin.console.creation.WorkspacePlan.PlannedRequest;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of the wizard. */
@CheckedTemplate(basePath = "creation")
final class CreationTemplates {

    private CreationTemplates() {}

    static native TemplateInstance form(PageFrame frame, WorkspaceForm form, Choices choices, ShownError problem);

    static native TemplateInstance review(
            PageFrame frame,
            WorkspaceForm form,
            List<PlannedRequest> requests,
            ShownError problem,
            List<DenyingPolicy> policies);
}
