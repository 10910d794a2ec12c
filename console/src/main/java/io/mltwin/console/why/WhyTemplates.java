package io.mltwin.console.why;

import io.mltwin.console.decisions.Explanation;
import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.ShownError;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page that explains a refusal. */
@CheckedTemplate(basePath = "why")
final class WhyTemplates {

    private WhyTemplates() {}

    /**
     * Makes the page.
     *
     * @param allowedNow whether the same request would be allowed by now
     * @param mayAssign whether the reader may assign the role that would do
     * @param error of the assignment that was tried; null for none
     */
    static native TemplateInstance why(
            PageFrame frame,
            Explanation denied,
            PrincipalNames names,
            boolean allowedNow,
            boolean mayAssign,
            ShownError error);
}
