package io.mltwin.console.activity;

import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.scopes.ScopeLink;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of the activity log. */
@CheckedTemplate(basePath = "activity")
final class ActivityTemplates {

    private ActivityTemplates() {}

    static native TemplateInstance newest(Section<ActivityEvent> events, PrincipalNames names);

    /**
     * Makes the page of a scope.
     *
     * @param path the scope in links
     * @param hours the choices of how far back
     */
    static native TemplateInstance activity(
            PageFrame frame,
            List<ScopeLink> trail,
            String path,
            List<Integer> hours,
            ActivityQuery query,
            ActivityClient.Found found,
            PrincipalNames names,
            ShownError error);
}
