package io.mltwin.console.keys;

import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.workspaces.WorkspaceId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of keys. */
@CheckedTemplate(basePath = "keys")
final class KeyTemplates {

    private KeyTemplates() {}

    static native TemplateInstance keys(
            PageFrame frame,
            WorkspaceId id,
            List<Surface> surfaces,
            List<Probe> probes,
            boolean live,
            ShownError problem);

    static native TemplateInstance probes(PageFrame frame, WorkspaceId id, List<Probe> probes, boolean live);
}
